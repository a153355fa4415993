//! Values without places, to be written as text.

use crate::document::{Node, Value};

/// A value to write.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plain {
    Text(String),
    Integer(i128),
    Float(f64),
    Boolean(bool),
    List(Vec<Plain>),
    /// A table that gets a header of its own where it can.
    Section(Vec<(String, Plain)>),
    /// A table between braces: one choice and its parameters.
    Inline(Vec<(String, Plain)>),
    /// A text that is TOML already.
    Verbatim(String),
    /// A value and where it comes from.
    Sourced(Box<Plain>, String),
}

impl Plain {
    /// A node as it was typed.
    pub(crate) fn given(node: &Node) -> Self {
        Self::of(node, false)
    }

    /// A node, with tables by the names under which the scenario keeps them.
    pub(crate) fn written(node: &Node) -> Self {
        Self::of(node, true)
    }

    fn of(node: &Node, kept: bool) -> Self {
        let plain = match (&node.value, &node.table) {
            (Value::Text(_), Some(table)) if kept => Self::Text(table.name.clone()),
            (Value::Text(text), _) => Self::Text(text.clone()),
            (Value::Integer(integer), _) => Self::Integer(*integer),
            (Value::Float(float), _) => Self::Float(*float),
            (Value::Boolean(boolean), _) => Self::Boolean(*boolean),
            (Value::Unusable(text) | Value::Date(text), _) => Self::Verbatim(text.clone()),
            (Value::Array(elements), _) => {
                Self::List(elements.iter().map(|element| Self::of(element, kept)).collect())
            }
            (Value::Table(entries), _) => {
                Self::Inline(entries.iter().map(|(key, node)| (key.clone(), Self::of(node, kept))).collect())
            }
        };
        match &node.provenance {
            Some(source) => Self::Sourced(Box::new(plain), source.clone()),
            None => plain,
        }
    }
}
