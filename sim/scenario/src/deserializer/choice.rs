//! Enumerations: a word, or a table whose only key is the word.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error as _, Unexpected, VariantAccess, Visitor};

use super::{NodeDeserializer, read_child, unexpected};
use crate::document::{Node, Value};
use crate::failure::{Explanation, Failure, Reason, choices, found_in_words};

/// The variant that a node names.
pub(super) struct Choice<'a> {
    name: &'a str,
    /// The content of the variant; a bare word has none.
    content: Option<&'a Node>,
}

impl<'a> Choice<'a> {
    pub(super) fn new(node: &'a Node, known: &'static [&'static str]) -> Result<Self, Failure> {
        match &node.value {
            Value::Text(name) => Ok(Self { name, content: None }),
            Value::Table(entries) => {
                let mut given = entries.iter().filter(|(_, node)| !node.removed);
                match (given.next(), given.next()) {
                    (Some((name, content)), None) => Ok(Self { name, content: Some(content) }),
                    (Some((first, _)), Some((second, _))) => Err(second_choice(first, second, known)),
                    (None, _) => Err(Failure::new(Reason::Lacking(Explanation {
                        message: "exactly one choice is needed here, got none".to_owned(),
                        help: choices("", known),
                    }))),
                }
            }
            Value::Array(_) => Err(Failure::invalid_type(Unexpected::Seq, &"one choice")),
            other => {
                let found = found_in_words(unexpected(other));
                let help = choices(&found, known);
                Err(Failure::refused(format!("expected one of several choices, found {found}"), help))
            }
        }
    }
}

/// Reports an unknown word beside a known one as the likelier mistake of the two.
fn second_choice(first: &str, second: &str, known: &'static [&'static str]) -> Failure {
    let unknown = [first, second].into_iter().find(|word| !known.contains(word));
    match unknown {
        Some(word) => Failure::unknown_variant(word, known).at_key(word),
        None => Failure::new(Reason::SecondChoice { first: first.to_owned(), second: second.to_owned() })
            .at_key(second),
    }
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Failure> {
        let variant =
            seed.deserialize(StrDeserializer::new(self.name)).map_err(|failure: Failure| {
                match self.content {
                    Some(_) => failure.at_key(self.name),
                    None => failure,
                }
            })?;
        Ok((variant, self))
    }
}

impl<'de> Choice<'de> {
    fn content(&self, keys: &[&str]) -> Result<&'de Node, Failure> {
        self.content.ok_or_else(|| {
            let name = self.name;
            let content = if keys.is_empty() {
                "…".to_owned()
            } else {
                let fields: Vec<String> = keys.iter().map(|key| format!("{key} = …")).collect();
                format!("{{ {} }}", fields.join(", "))
            };
            Failure::refused(
                format!("`{name}` needs its parameters"),
                format!("type {{ {name} = {content} }}"),
            )
        })
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        match self.content {
            None => Ok(()),
            Some(_) => Err(Failure::refused(
                format!("`{}` has no parameters", self.name),
                format!("type \"{}\"", self.name),
            )),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        read_child(seed, self.name, self.content(&[])?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Failure> {
        let node = NodeDeserializer::new(self.content(&[])?);
        serde::Deserializer::deserialize_tuple(node, length, visitor)
            .map_err(|failure| failure.within(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let node = NodeDeserializer::new(self.content(keys)?);
        serde::Deserializer::deserialize_struct(node, "", keys, visitor)
            .map_err(|failure| failure.within(self.name))
    }
}
