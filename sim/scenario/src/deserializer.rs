//! Reads a type from the tree.
//!
//! This is a deserializer of our own, so that every error has a path and thereby a
//! place. It also observes what the type reads: an array whose elements the type
//! never reads is a sweep, not an error.

mod choice;
mod containers;
mod table;

use bazaar_models::table::Kind;
use serde::de::{DeserializeSeed, Error as _, Unexpected, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use crate::document::{Node, Value};
use crate::failure::{Failure, Reason, found_in_words};
use choice::Choice;
use containers::{Elements, Entries};
use table::Handed;

/// Offers one node to a type.
#[derive(Clone, Copy)]
pub(crate) struct NodeDeserializer<'a> {
    node: &'a Node,
}

impl<'a> NodeDeserializer<'a> {
    pub(crate) fn new(node: &'a Node) -> Self {
        Self { node }
    }

    /// Continues in the current element of a sweep, if the node is one.
    fn with_current<T>(self, read: impl FnOnce(Self) -> Result<T, Failure>) -> Result<T, Failure> {
        match (&self.node.value, self.node.swept) {
            (Value::Array(elements), Some(current)) if current < elements.len() => {
                read(Self::new(&elements[current])).map_err(|f| f.within(current.to_string()))
            }
            _ => read(self),
        }
    }

    fn any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::Integer(integer) => integer_to(*integer, visitor),
            Value::Float(float) => visitor.visit_f64(*float),
            Value::Boolean(boolean) => visitor.visit_bool(*boolean),
            Value::Unusable(number) => Err(unusable(number)),
            Value::Date(_) => Err(Failure::invalid_type(Unexpected::Other("a date"), &visitor)),
            Value::Array(elements) => {
                let mut access = Elements::new(elements);
                let result = visitor.visit_seq(&mut access);
                result.map_err(|failure| access.judge(failure))
            }
            Value::Table(entries) => {
                let result = visitor.visit_map(Entries::new(entries));
                result.map_err(|failure| hint_at_source(failure, entries))
            }
        }
    }

    /// The content of the file that the node names.
    fn of_table<V: Visitor<'a>>(self, kind: Kind, visitor: V) -> Result<V::Value, Failure> {
        match (&self.node.value, &self.node.table) {
            (Value::Text(_), Some(table)) => visitor.visit_newtype_struct(Handed::new(table)),
            (Value::Text(_), None) => Err(Failure::new(Reason::Unread(kind))),
            (Value::Array(_), _) => Err(Failure::invalid_type(Unexpected::Seq, &"the path of a file")),
            (other, _) => Err(Failure::refused(
                format!("expected the path of a file, found {}", found_in_words(unexpected(other))),
                "type it in quotes, as in \"trace.csv\"",
            )),
        }
    }

    fn table<V: Visitor<'a>>(self, keys: &[&str], visitor: V) -> Result<V::Value, Failure> {
        match &self.node.value {
            Value::Table(entries) => visitor.visit_map(Entries::new(entries)),
            Value::Array(_) => Err(Failure::invalid_type(Unexpected::Seq, &visitor)),
            other => Err(Failure::refused(
                format!("expected a table, found {}", found_in_words(unexpected(other))),
                if keys.is_empty() {
                    "type { key = value }".to_owned()
                } else {
                    format!("type {{ … }} with the keys: {}", keys.join(", "))
                },
            )),
        }
    }
}

impl<'de> Deserializer<'de> for NodeDeserializer<'de> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.with_current(|current| current.any(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match Kind::of(name) {
            Some(kind) => self.with_current(|current| current.of_table(kind, visitor)),
            None => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.with_current(|current| current.table(keys, visitor))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.with_current(|current| current.table(&[], visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        choices: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.with_current(|current| visitor.visit_enum(Choice::new(current.node, choices)?))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf unit unit_struct seq tuple tuple_struct identifier
        ignored_any
    }
}

fn integer_to<'de, V: Visitor<'de>>(integer: i128, visitor: V) -> Result<V::Value, Failure> {
    if let Ok(integer) = u64::try_from(integer) {
        visitor.visit_u64(integer)
    } else if let Ok(integer) = i64::try_from(integer) {
        visitor.visit_i64(integer)
    } else {
        Err(unusable(&integer.to_string()))
    }
}

fn unusable(number: &str) -> Failure {
    if number.contains("nan") || number.contains("inf") {
        Failure::refused(format!("{number} is not a finite number"), "type a finite number")
    } else {
        Failure::refused(format!("{number} is too large a number"), "type a smaller number")
    }
}

/// The type of a value, in serde's words.
fn unexpected(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Text(text) => Unexpected::Str(text),
        Value::Integer(integer) => {
            i64::try_from(*integer).map_or(Unexpected::Other("a large whole number"), Unexpected::Signed)
        }
        Value::Float(float) => Unexpected::Float(*float),
        Value::Unusable(number) => Unexpected::Other(number),
        Value::Boolean(boolean) => Unexpected::Bool(*boolean),
        Value::Date(_) => Unexpected::Other("a date"),
        Value::Array(_) => Unexpected::Seq,
        Value::Table(_) => Unexpected::Map,
    }
}

/// A table with a key `value`, where no table belongs, is probably a malformed value with
/// its source.
fn hint_at_source(mut failure: Failure, entries: &[(String, Node)]) -> Failure {
    if failure.is_here()
        && let Reason::Refused(why) = &mut failure.reason
        && entries.iter().any(|(key, _)| key == "value")
    {
        "a value and where it comes from are exactly { value = …, source = \"…\" }".clone_into(&mut why.help);
    }
    failure
}

/// Reads a child, and adds its name to the path of its failure.
fn read_child<'de, S: DeserializeSeed<'de>>(
    seed: S,
    name: &str,
    node: &'de Node,
) -> Result<S::Value, Failure> {
    seed.deserialize(NodeDeserializer::new(node)).map_err(|failure| failure.within(name))
}
