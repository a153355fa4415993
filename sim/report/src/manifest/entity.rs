//! An entity of the manifest's graph.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// A thing with an identifier, types and properties. Properties are sorted by name, independently
/// of the JSON library's settings, so that equal entities are equal texts.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(transparent)]
pub(super) struct Entity(BTreeMap<&'static str, Value>);

impl Entity {
    pub(super) fn new(id: &str, kind: &'static str) -> Self {
        Entity(BTreeMap::from([("@id", id.into()), ("@type", kind.into())]))
    }

    pub(super) fn with(mut self, property: &'static str, value: impl Into<Value>) -> Self {
        self.0.insert(property, value.into());
        self
    }

    /// The same, unless the text is empty.
    pub(super) fn with_text(self, property: &'static str, text: &str) -> Self {
        if text.is_empty() { self } else { self.with(property, text) }
    }

    pub(super) fn linked(self, property: &'static str, id: &str) -> Self {
        self.with(property, link(id))
    }

    pub(super) fn linked_all<'a>(
        self,
        property: &'static str,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        self.with(property, ids.into_iter().map(link).collect::<Vec<_>>())
    }
}

fn link(id: &str) -> Value {
    json!({ "@id": id })
}
