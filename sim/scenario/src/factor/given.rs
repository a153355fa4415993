//! Values that are passed on to a scenario, which determines their type.

use std::fmt;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::de::DeValue;

use super::amount::{Amount, Grain};
use crate::document::Builder;
use crate::plain::Plain;
use crate::source::Source;
use crate::writer;

/// A value as in a scenario's text: a number, a text with a unit, a word, a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Given(Plain);

impl Given {
    /// A value from TOML; what is not TOML is a text.
    #[must_use]
    pub fn from_toml(text: &str) -> Self {
        let source = Arc::new(Source::new("", text));
        let plain = DeValue::parse(text)
            .map(|value| Plain::given(&Builder::new(&source, 0, 0).finish(&value).0))
            .unwrap_or_else(|_| Plain::Text(text.to_owned()));
        Given(plain)
    }

    pub(crate) fn of(plain: Plain) -> Self {
        Given(plain)
    }

    /// The value as TOML.
    #[must_use]
    pub fn toml(&self) -> String {
        writer::inline(&self.0)
    }

    /// Another number in the same unit, as TOML, rounded if the parameter takes only whole numbers. The value
    /// itself if it is not a number.
    #[must_use]
    pub fn like(&self, number: f64, whole: bool) -> String {
        let grain = if whole { Grain::Whole } else { Grain::Any };
        self.amount().map_or_else(|| self.toml(), |amount| amount.toml(number, grain))
    }

    /// The value as written in results: a text without its quotes.
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.0 {
            Plain::Text(text) => text.clone(),
            other => writer::inline(other),
        }
    }

    /// The number that determines its size, and its path from here: the mean or the scale of a distribution.
    pub(super) fn measure(self) -> Option<(String, Self)> {
        match self.0 {
            Plain::Section(entries) | Plain::Inline(entries) => {
                const MEASURES: [&str; 3] = ["mean", "scale", "deterministic"];
                let [(family, content)] = <[(String, Plain); 1]>::try_from(entries).ok()?;
                match content {
                    Plain::Section(inner) | Plain::Inline(inner) => {
                        let mut inner = inner.into_iter();
                        let (key, value) = inner.find(|(key, _)| MEASURES.contains(&key.as_str()))?;
                        Some((format!(".{family}.{key}"), Given(value)))
                    }
                    value if MEASURES.contains(&family.as_str()) => {
                        Some((format!(".{family}"), Given(value)))
                    }
                    _ => None,
                }
            }
            plain => Some((String::new(), Given(plain))),
        }
    }

    /// The number in it with its unit; `None` if it is not a number.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        match &self.0 {
            Plain::Integer(number) => Some(Amount::bare(*number as f64, true)),
            Plain::Float(number) => Some(Amount::bare(*number, false)),
            Plain::Text(text) => Amount::read(text),
            _ => None,
        }
    }
}

impl Serialize for Given {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn write<S: Serializer>(plain: &Plain, serializer: S) -> Result<S::Ok, S::Error> {
            match plain {
                Plain::Text(text) | Plain::Verbatim(text) => serializer.serialize_str(text),
                Plain::Integer(number) => match i64::try_from(*number) {
                    Ok(number) => serializer.serialize_i64(number),
                    Err(_) => serializer.serialize_f64(*number as f64),
                },
                Plain::Float(number) => serializer.serialize_f64(*number),
                Plain::Boolean(value) => serializer.serialize_bool(*value),
                Plain::Sourced(value, _) => write(value, serializer),
                Plain::List(values) => {
                    let mut list = serializer.serialize_seq(Some(values.len()))?;
                    values.iter().try_for_each(|value| list.serialize_element(&Given(value.clone())))?;
                    list.end()
                }
                Plain::Section(entries) | Plain::Inline(entries) => {
                    let mut table = serializer.serialize_map(Some(entries.len()))?;
                    for (key, value) in entries {
                        table.serialize_entry(key, &Given(value.clone()))?;
                    }
                    table.end()
                }
            }
        }
        write(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(GivenVisitor)
    }
}

struct GivenVisitor;

impl<'de> Visitor<'de> for GivenVisitor {
    type Value = Given;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value such as \"5 %\"")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Given, E> {
        Ok(Given(Plain::Text(text.to_owned())))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Given, E> {
        Ok(Given(Plain::Integer(number.into())))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Given, E> {
        Ok(Given(Plain::Integer(number.into())))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Given, E> {
        Ok(Given(Plain::Float(number)))
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Given, E> {
        Ok(Given(Plain::Boolean(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Given, A::Error> {
        let mut values = Vec::new();
        while let Some(Given(value)) = access.next_element()? {
            values.push(value);
        }
        Ok(Given(Plain::List(values)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Given, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, Given(value))) = access.next_entry::<String, Given>()? {
            entries.push((key, value));
        }
        Ok(Given(Plain::Inline(entries)))
    }
}

impl JsonSchema for Given {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Given".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "description": "A value as in the scenario's text, with its unit." })
    }
}
