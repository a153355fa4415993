//! Edits of the tree: `--set path=value`.
//!
//! The value is TOML; if it does not parse it is a text, so that
//! `--set model.volunteer.delay_bound=10 d` needs no quotes of its own.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;
use crate::document::{Builder, Document, Node, Value};
use crate::place::Place;
use crate::source::Source;
use crate::syntax;

const NAME: &str = "--set";
const EXAMPLE: &str = "type a path and a value, as in --set study.replications=50";

/// Applies one `--set` argument to the document.
pub(crate) fn set(document: &mut Document, argument: &str) {
    let source = Arc::new(Source::new(NAME, argument));
    let order = document.texts;
    document.texts += 1;
    match read(&source, order) {
        Ok((keys, node, diagnostics)) => {
            document.diagnostics.extend(diagnostics);
            place_at(&mut document.root, &keys, node);
        }
        Err(diagnostic) => document.diagnostics.push(*diagnostic),
    }
}

type Keys = Vec<(String, Place)>;

fn read(source: &Arc<Source>, order: usize) -> Result<(Keys, Node, Vec<Diagnostic>), Box<Diagnostic>> {
    let argument = source.text();
    let place = |span: Range<usize>| Place { source: Arc::clone(source), order, span };
    let refuse = |message: &str, span: Range<usize>| Box::new(Diagnostic::new(message, EXAMPLE, place(span)));
    let Some(equals) = argument.find('=') else {
        return Err(refuse("no = between path and value", 0..argument.len()));
    };
    let keys = read_path(&argument[..equals])
        .ok_or_else(|| refuse("not a path of keys with dots between them", 0..equals))?
        .into_iter()
        .map(|(key, span)| (key, place(span)))
        .collect();
    let text = argument[equals + 1..].trim();
    let start = argument.len() - argument[equals + 1..].trim_start().len();
    if text.is_empty() {
        return Err(refuse("a path without a value", 0..argument.len()));
    }
    let builder = Builder::new(source, order, start);
    match DeValue::parse(text) {
        Ok(value) => {
            let (node, diagnostics) = builder.finish(&value);
            Ok((keys, node, diagnostics))
        }
        // A value that opens a bracket or a quote was meant as TOML, not as a text.
        Err(error) if text.starts_with(['[', '{', '"', '\'']) => {
            let shifted = syntax::explain(&[error], &Arc::new(Source::new(NAME, text)), order);
            let first = shifted.into_iter().next();
            Err(first.map_or_else(
                || refuse("not a TOML value", start..argument.len()),
                |error| {
                    let span = error.place().span();
                    let help = error.help_text().unwrap_or_default();
                    let place = builder.place(span);
                    Box::new(Diagnostic::new(error.message(), help, place))
                },
            ))
        }
        Err(_) => {
            let place = builder.place(0..text.len());
            Ok((keys, Node::new(Value::Text(text.to_owned()), place), Vec::new()))
        }
    }
}

/// The keys of a dotted path, each with its place.
fn read_path(path: &str) -> Option<Vec<(String, Range<usize>)>> {
    if path.contains('\n') {
        return None;
    }
    let line = format!("{path}=0");
    let parsed = DeTable::parse(&line).ok()?;
    let mut keys = Vec::new();
    let mut table = parsed.get_ref();
    loop {
        let (key, value) = table.iter().next()?;
        keys.push((key.get_ref().to_string(), key.span()));
        match value.get_ref() {
            DeValue::Table(inner) => table = inner,
            _ => return Some(keys),
        }
    }
}

/// Removes the node at a path, if there is one.
pub(crate) fn remove(node: &mut Node, path: &[&str]) {
    match (path, &mut node.value) {
        ([last], Value::Table(entries)) => entries.retain(|(key, _)| key != last),
        ([part, below @ ..], _) => {
            if let Some(child) = node.child_mut(part) {
                remove(child, below);
            }
        }
        ([], _) => {}
    }
}

/// Puts a node at a path, and turns other nodes on the way into tables.
fn place_at(node: &mut Node, keys: &[(String, Place)], new: Node) {
    let [(key, place), below @ ..] = keys else {
        return;
    };
    if let Some(child) = node.child_mut(key) {
        if below.is_empty() {
            *child = chain(place, below, new);
        } else {
            place_at(child, below, new);
        }
        return;
    }
    let entry = (key.clone(), chain(place, below, new));
    if let Value::Table(entries) = &mut node.value {
        entries.push(entry);
    } else {
        let key = node.key.take();
        *node = Node::new(Value::Table(vec![entry]), place.clone());
        node.key = key;
    }
}

/// A node at the end of a path of new tables.
fn chain(place: &Place, below: &[(String, Place)], new: Node) -> Node {
    let mut node = match below {
        [] => new,
        [(key, next), rest @ ..] => {
            let entry = (key.clone(), chain(next, rest, new));
            Node::new(Value::Table(vec![entry]), place.clone())
        }
    };
    node.key = Some(place.clone());
    node
}
