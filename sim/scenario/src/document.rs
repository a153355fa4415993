//! The text as a tree in which every node has its place.
//!
//! The `--set` edits change the tree, and the types are read from it. A value given
//! with its source, `{ value = …, source = "…" }`, is unwrapped here: the node is the
//! value, and has the source as a field.

mod build;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::library::{Library, Read};
use crate::place::Place;
use crate::source::Source;
use crate::table::Formats;

pub(crate) use build::Builder;

/// A node: a value and its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// The value; for a table with a header, or none, the key that names it.
    pub(crate) place: Place,
    /// The key of the node; `None` in an array.
    pub(crate) key: Option<Place>,
    /// The source of the value, if the text gives one.
    pub(crate) provenance: Option<String>,
    /// Invalid and reported, hence hidden from the types.
    pub(crate) removed: bool,
    /// For an array that is a sweep, the index of the current element.
    pub(crate) swept: Option<usize>,
    /// The content of the file that the node names, once it has been read.
    pub(crate) table: Option<Arc<Read>>,
}

/// The value of a node.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Text(String),
    Integer(i128),
    Float(f64),
    /// A number, as typed, that no type can represent: nan, inf, 1e400.
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

    /// The node's children, each with its part of the path.
    pub(crate) fn children(&self) -> Vec<(String, &Node)> {
        match &self.value {
            Value::Table(entries) => entries.iter().map(|(k, n)| (k.clone(), n)).collect(),
            Value::Array(elements) => {
                elements.iter().enumerate().map(|(index, node)| (index.to_string(), node)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether this node or one below it was removed after an error.
    pub(crate) fn is_damaged(&self) -> bool {
        self.removed || self.children().iter().any(|(_, child)| child.is_damaged())
    }

    /// The place of the node's name, else of the node.
    pub(crate) fn name_place(&self) -> &Place {
        self.key.as_ref().unwrap_or(&self.place)
    }
}

#[cfg(test)]
thread_local! {
    /// The number of bytes that this thread has parsed, for tests that a text is parsed once.
    pub(crate) static PARSED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The tree, with the errors found while it was built.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) root: Node,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Whether the TOML is so broken that the tree cannot be trusted.
    pub(crate) broken: bool,
    /// The number of texts that it was made of.
    pub(crate) texts: usize,
    /// The tables that it names.
    pub(crate) library: Library,
}

impl Document {
    /// Reads a TOML text. Where its syntax is broken, the tree has the parts that could
    /// be read, and the errors report the others.
    pub(crate) fn parse(source: &Arc<Source>, formats: Formats) -> Self {
        #[cfg(test)]
        PARSED.set(PARSED.get() + source.text().len());
        let builder = Builder::new(source, 0, 0);
        builder.document(Library::of(source, formats))
    }

    pub(crate) fn node(&self, path: &[String]) -> Option<&Node> {
        path.iter().try_fold(&self.root, |node, part| node.child(part))
    }

    pub(crate) fn node_mut(&mut self, path: &[String]) -> Option<&mut Node> {
        path.iter().try_fold(&mut self.root, |node, part| node.child_mut(part))
    }

    /// The deepest existing node on a path; a sweep is followed through its current
    /// element. `None` if the path leads through a removed node.
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

/// The node itself or, if it is swept, its current element.
pub(crate) fn through_sweep(node: &Node) -> &Node {
    match (&node.value, node.swept) {
        (Value::Array(elements), Some(current)) => elements.get(current).unwrap_or(node),
        _ => node,
    }
}

/// A path as users type it: `model.volunteer.hosts`.
pub(crate) fn dotted(path: &[String]) -> String {
    path.join(".")
}
