//! A value without places, on its way to text.

use crate::document::{Node, Value};

/// What a writer writes.
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
    /// Text that is TOML already.
    Verbatim(String),
    /// A value and where it comes from.
    Sourced(Box<Plain>, String),
}

impl From<&Node> for Plain {
    fn from(node: &Node) -> Self {
        let plain = match &node.value {
            Value::Text(text) => Self::Text(text.clone()),
            Value::Integer(integer) => Self::Integer(*integer),
            Value::Float(float) => Self::Float(*float),
            Value::Boolean(boolean) => Self::Boolean(*boolean),
            Value::Unusable(text) | Value::Date(text) => Self::Verbatim(text.clone()),
            Value::Array(elements) => Self::List(elements.iter().map(Self::from).collect()),
            Value::Table(entries) => {
                Self::Inline(entries.iter().map(|(key, node)| (key.clone(), Self::from(node))).collect())
            }
        };
        match &node.provenance {
            Some(source) => Self::Sourced(Box::new(plain), source.clone()),
            None => plain,
        }
    }
}
