//! How long a host stays.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::distribution::Distribution;
use crate::quantity::Quantity;

const FOREVER: &str = "forever";

/// How long a host stays, from joining to leaving for good.
///
/// In a scenario it is a distribution, or the word `"forever"`.
#[derive(Clone, Debug, PartialEq)]
pub enum Lifetime {
    /// Hosts never leave.
    Forever,
    /// A random time.
    Random(Distribution),
}

impl Default for Lifetime {
    fn default() -> Self {
        Lifetime::Random(Distribution::Exponential { mean: Quantity::days(91) })
    }
}

impl Serialize for Lifetime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Lifetime::Forever => serializer.serialize_str(FOREVER),
            Lifetime::Random(distribution) => Serialize::serialize(distribution, serializer),
        }
    }
}

// Not `untagged`: that would lose the place of an error inside the distribution.
impl<'de> Deserialize<'de> for Lifetime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LifetimeVisitor)
    }
}

struct LifetimeVisitor;

impl<'de> Visitor<'de> for LifetimeVisitor {
    type Value = Lifetime;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a distribution such as { exponential = { mean = \"91 d\" } }, or \"forever\"")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Lifetime, E> {
        if text == FOREVER {
            Ok(Lifetime::Forever)
        } else {
            Err(E::custom(format!(
                "\"{text}\" is not a lifetime\ntype a distribution such as {{ exponential = {{ mean = \"91 d\" }} }}, or \"{FOREVER}\""
            )))
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lifetime, A::Error> {
        let distribution = Deserialize::deserialize(MapAccessDeserializer::new(&mut map))?;
        match map.next_key::<IgnoredAny>()? {
            None => Ok(Lifetime::Random(distribution)),
            Some(_) => Err(A::Error::custom("two distributions for one lifetime\ntype exactly one")),
        }
    }
}

impl JsonSchema for Lifetime {
    fn schema_name() -> Cow<'static, str> {
        "Lifetime".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "How long a host stays: a distribution, or \"forever\".",
            "anyOf": [{ "const": FOREVER }, generator.subschema_for::<Distribution>()],
        })
    }
}
