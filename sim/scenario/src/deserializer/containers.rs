//! The elements of an array and the entries of a table, without removed ones.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};

use super::read_child;
use crate::document::Node;
use crate::failure::{Failure, Reason};

/// The elements of an array, and whether the type read any of them.
pub(super) struct Elements<'a> {
    elements: std::iter::Enumerate<std::slice::Iter<'a, Node>>,
    looked_at: bool,
}

impl<'a> Elements<'a> {
    pub(super) fn new(elements: &'a [Node]) -> Self {
        Self { elements: elements.iter().enumerate(), looked_at: false }
    }

    /// A type that refused the array without reading its elements takes no
    /// lists; one that read some takes lists, but not this one.
    pub(super) fn judge(&self, mut failure: Failure) -> Failure {
        if self.looked_at
            && failure.is_here()
            && let Reason::Sequence(why) = failure.reason
        {
            failure.reason = Reason::Refused(why);
        }
        failure
    }
}

impl<'de> SeqAccess<'de> for &mut Elements<'de> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        self.looked_at = true;
        self.elements
            .find(|(_, node)| !node.removed)
            .map(|(index, node)| read_child(seed, &index.to_string(), node))
            .transpose()
    }
}

/// The entries of a table.
pub(super) struct Entries<'a> {
    entries: std::slice::Iter<'a, (String, Node)>,
    value: Option<&'a (String, Node)>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(entries: &'a [(String, Node)]) -> Self {
        Self { entries: entries.iter(), value: None }
    }
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        self.value = self.entries.find(|(_, node)| !node.removed);
        self.value
            .map(|(key, _)| {
                seed.deserialize(StrDeserializer::new(key)).map_err(|failure: Failure| failure.at_key(key))
            })
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        match self.value.take() {
            Some((key, node)) => read_child(seed, key, node),
            None => Err(Failure::refused("a value before its key", "")),
        }
    }
}
