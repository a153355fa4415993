//! The text as a tree in which every node knows its place.
//!
//! The tree is what the `--set` edits change and what the types are read from.
//! A value given with its source, `{ value = …, source = "…" }`, is already
//! unwrapped here: the node is the value, and the source hangs beside it.

mod build;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::place::Place;
use crate::source::Source;
use crate::table::{Formats, Library, Read};

pub(crate) use build::Builder;

/// A node: a value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// The value; for a table with a header, or none, the key that names it.
    pub(crate) place: Place,
    /// The key that names the node; in an array, nothing does.
    pub(crate) key: Option<Place>,
    /// Where the value comes from, if the text says so.
    pub(crate) provenance: Option<String>,
    /// Wrong, reported, and no longer there for the types.
    pub(crate) removed: bool,
    /// An array that is a sweep, and the element that stands for it now.
    pub(crate) swept: Option<usize>,
    /// What is in the file that the node names, once that has been read.
    pub(crate) table: Option<Arc<Read>>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(String),
    Integer(i128),
    Float(f64),
    /// A number as typed that no type can hold: nan, inf, 1e400.
    Unusable(String),
    Boolean(bool),
    Date(String),
    Array(Vec<Node>),
    Table(Vec<(String, Node)>),
}

impl Node {
    pub(crate) fn new(value: Value, place: Place) -> Self {
        Self { value, place, key: None, provenance: None, removed: false, swept: None, table: None }
    }

    /// The child of this key or, in an array, of this index, removed or not.
    pub(crate) fn child(&self, part: &str) -> Option<&Node> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(key, _)| key == part).map(|(_, n)| n),
            Value::Array(elements) => elements.get(part.parse::<usize>().ok()?),
            _ => None,
        }
    }

    pub(crate) fn child_mut(&mut self, part: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Table(entries) => entries.iter_mut().find(|(key, _)| key == part).map(|(_, node)| node),
            Value::Array(elements) => elements.get_mut(part.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The node's children with the part of the path that leads to each.
    pub(crate) fn children(&self) -> Vec<(String, &Node)> {
        match &self.value {
            Value::Table(entries) => entries.iter().map(|(k, n)| (k.clone(), n)).collect(),
            Value::Array(elements) => {
                elements.iter().enumerate().map(|(index, node)| (index.to_string(), node)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether this or anything below was taken out after an error.
    pub(crate) fn is_damaged(&self) -> bool {
        self.removed || self.children().iter().any(|(_, child)| child.is_damaged())
    }

    /// Where the name of this node stands, else the node.
    pub(crate) fn name_place(&self) -> &Place {
        self.key.as_ref().unwrap_or(&self.place)
    }
}

#[cfg(test)]
thread_local! {
    /// How many bytes this thread has parsed, for tests of what is not parsed again.
    pub(crate) static PARSED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The tree, with what was already found wrong while it was built.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) root: Node,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The TOML is so broken that the tree is guesswork.
    pub(crate) broken: bool,
    /// How many texts it was made of.
    pub(crate) texts: usize,
    /// The tables that it names.
    pub(crate) library: Library,
}

impl Document {
    /// Reads a TOML text. Where its syntax is broken, what could be read is
    /// still there, and the errors say what could not.
    pub(crate) fn parse(source: &Arc<Source>, formats: Formats) -> Self {
        #[cfg(test)]
        PARSED.set(PARSED.get() + source.text().len());
        let builder = Builder::new(source, 0, 0);
        builder.document(source.library(formats))
    }

    pub(crate) fn node(&self, path: &[String]) -> Option<&Node> {
        path.iter().try_fold(&self.root, |node, part| node.child(part))
    }

    pub(crate) fn node_mut(&mut self, path: &[String]) -> Option<&mut Node> {
        path.iter().try_fold(&mut self.root, |node, part| node.child_mut(part))
    }

    /// Follows a path as far as the text goes, in a sweep through the element
    /// that stands for it. `None` if the way leads through what was taken out.
    pub(crate) fn nearest(&self, path: &[String]) -> Option<&Node> {
        let mut node = &self.root;
        for part in path {
            match through_sweep(node).child(part) {
                Some(child) if child.removed => return None,
                Some(child) => node = child,
                None => return Some(through_sweep(node)),
            }
        }
        let node = through_sweep(node);
        (!node.is_damaged()).then_some(node)
    }
}

/// The node itself or, if it is swept, the element that stands for it.
pub(crate) fn through_sweep(node: &Node) -> &Node {
    match (&node.value, node.swept) {
        (Value::Array(elements), Some(current)) => elements.get(current).unwrap_or(node),
        _ => node,
    }
}

/// A path as one types it: `model.volunteer.hosts`.
pub(crate) fn dotted(path: &[String]) -> String {
    path.join(".")
}
