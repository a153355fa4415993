//! Passes a table to the type that needs it: its name, whether its times are in seconds, then its columns.

use serde::de::value::{BoolDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, SeqAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use crate::failure::Failure;
use crate::library::Read;

/// A sequence of a name, a truth value and columns of numbers.
pub(super) struct Handed<'a> {
    table: &'a Read,
    /// The number of elements passed so far.
    next: usize,
}

impl<'a> Handed<'a> {
    pub(super) fn new(table: &'a Read) -> Self {
        Self { table, next: 0 }
    }
}

impl<'de> Deserializer<'de> for Handed<'_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_seq(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for Handed<'_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let next = self.next;
        self.next += 1;
        match next {
            0 => seed.deserialize(StrDeserializer::new(&self.table.name)).map(Some),
            1 => seed.deserialize(BoolDeserializer::new(self.table.in_seconds)).map(Some),
            _ => {
                let column = self.table.columns.get(next - 2);
                let numbers = column.map(|column| SeqDeserializer::new(column.iter().copied()));
                numbers.map(|numbers| seed.deserialize(numbers)).transpose()
            }
        }
    }
}
