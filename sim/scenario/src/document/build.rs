//! Builds the tree from the spans of the TOML parser.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};

use super::{Document, Node, Value};
use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::place::Place;
use crate::source::Source;
use crate::syntax;

/// Builds nodes from one text.
pub(crate) struct Builder<'a> {
    source: &'a Arc<Source>,
    order: usize,
    /// The offset in the source at which the parsed text begins.
    offset: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(source: &'a Arc<Source>, order: usize, offset: usize) -> Self {
        Self { source, order, offset, diagnostics: Vec::new() }
    }

    /// The whole source as a document.
    pub(crate) fn document(mut self, library: Library) -> Document {
        let (table, errors) = DeTable::parse_recoverable(self.source.text());
        let first_line = self.source.text().lines().next().unwrap_or_default();
        let mut root = self.table(table.get_ref(), self.place(0..first_line.len()));
        let broken = syntax::explain(&errors, self.source, self.order);
        for diagnostic in &broken {
            remove_at(&mut root, &diagnostic.place().span);
        }
        self.diagnostics.extend(broken);
        Document {
            root,
            diagnostics: self.diagnostics,
            broken: errors.iter().any(syntax::breaks_structure),
            texts: 1,
            library,
        }
    }

    /// One value, and its errors.
    pub(crate) fn finish(mut self, value: &Spanned<DeValue<'_>>) -> (Node, Vec<Diagnostic>) {
        let node = self.value(value);
        (node, self.diagnostics)
    }

    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        let length = self.source.text().len();
        Place {
            source: Arc::clone(self.source),
            order: self.order,
            span: (span.start + self.offset).min(length)..(span.end + self.offset).min(length),
        }
    }

    fn value(&mut self, spanned: &Spanned<DeValue<'_>>) -> Node {
        let place = self.place(spanned.span());
        let value = match spanned.get_ref() {
            DeValue::Table(table) => {
                return match table.iter().collect::<Vec<_>>().as_slice() {
                    [(first, source), (second, value)]
                        if first.get_ref() == "source" && second.get_ref() == "value" =>
                    {
                        self.sourced(value, source)
                    }
                    _ => self.table(table, place),
                };
            }
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) => read_integer(integer),
            DeValue::Float(float) => read_float(float),
            DeValue::Boolean(boolean) => Value::Boolean(*boolean),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(array) => Value::Array(array.iter().map(|e| self.value(e)).collect()),
        };
        Node::new(value, place)
    }

    fn sourced(&mut self, value: &Spanned<DeValue<'_>>, source: &Spanned<DeValue<'_>>) -> Node {
        let mut node = self.value(value);
        match source.get_ref() {
            DeValue::String(text) => node.provenance = Some(text.to_string()),
            _ => self.diagnostics.push(Diagnostic::new(
                "`source` must be a text",
                "type it in quotes, as in source = \"Anderson & Fedak 2006\"",
                self.place(source.span()),
            )),
        }
        node
    }

    fn table(&mut self, table: &DeTable<'_>, place: Place) -> Node {
        let mut entries: Vec<(String, Node)> = table
            .iter()
            .map(|(key, value)| {
                let mut node = self.value(value);
                let key_place = self.place(key.span());
                if matches!(node.value, Value::Table(_)) && !self.is_inline(&node.place) {
                    node.place = key_place.clone();
                }
                node.key = Some(key_place);
                (key.get_ref().to_string(), node)
            })
            .collect();
        entries.sort_by_key(|(_, node)| node.name_place().span.start);
        Node::new(Value::Table(entries), place)
    }

    /// Whether a table is between braces, not below a header.
    fn is_inline(&self, place: &Place) -> bool {
        self.source.text()[place.span()].starts_with('{')
    }
}

fn read_integer(integer: &DeInteger<'_>) -> Value {
    i128::from_str_radix(integer.as_str(), integer.radix())
        .map_or_else(|_| Value::Unusable(integer.to_string()), Value::Integer)
}

fn read_float(float: &DeFloat<'_>) -> Value {
    match float.as_str().parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Float(number),
        _ => Value::Unusable(float.to_string()),
    }
}

/// Removes the value that contains a syntax error, so that it is not
/// reported a second time as a wrong value.
fn remove_at(node: &mut Node, span: &Range<usize>) {
    let children: Vec<&mut Node> = match &mut node.value {
        Value::Table(entries) => entries.iter_mut().map(|(_, child)| child).collect(),
        Value::Array(elements) => elements.iter_mut().collect(),
        _ => {
            let here = &node.place.span;
            node.removed |= here.start <= span.end && span.start <= here.end;
            return;
        }
    };
    for child in children {
        remove_at(child, span);
    }
}
