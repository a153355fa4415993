//! Turns a type into plain values, in the order of its fields.

use std::fmt;

use serde::ser::{self, Serialize};

use crate::plain::Plain;

/// A value that cannot be written as TOML; no type of a scenario has any.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unwritable(String);

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

type Written = Result<Option<Plain>, Unwritable>;

/// The plain value of a type; `None` for an absent one.
pub(crate) fn plain<T: Serialize + ?Sized>(value: &T) -> Written {
    value.serialize(PlainSerializer)
}

struct PlainSerializer;

macro_rules! integers {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Written {
            Ok(Some(Plain::Integer(value.into())))
        })*
    };
}

impl ser::Serializer for PlainSerializer {
    type Ok = Option<Plain>;
    type Error = Unwritable;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Table;
    type SerializeStruct = Table;
    type SerializeStructVariant = Table;

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64
    }

    fn serialize_bool(self, value: bool) -> Written {
        Ok(Some(Plain::Boolean(value)))
    }

    fn serialize_f32(self, value: f32) -> Written {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Written {
        Ok(Some(Plain::Float(value)))
    }

    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Written {
        Ok(Some(Plain::Text(value.to_owned())))
    }

    fn serialize_bytes(self, _: &[u8]) -> Written {
        Err(Unwritable("bytes".to_owned()))
    }

    fn serialize_none(self) -> Written {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        plain(value)
    }

    fn serialize_unit(self) -> Written {
        Ok(None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        Ok(None)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        plain(value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        Ok(chosen(variant, plain(value)?))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Unwritable> {
        Ok(List::default())
    }

    fn serialize_tuple(self, _: usize) -> Result<List, Unwritable> {
        Ok(List::default())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List, Unwritable> {
        Ok(List::default())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List, Unwritable> {
        Ok(List { variant: Some(variant), ..List::default() })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Table, Unwritable> {
        Ok(Table::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Table, Unwritable> {
        Ok(Table::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Table, Unwritable> {
        Ok(Table { variant: Some(variant), ..Table::default() })
    }
}

/// A choice and its content: a table with one key.
fn chosen(variant: &str, content: Option<Plain>) -> Option<Plain> {
    content.map(|content| Plain::Inline(vec![(variant.to_owned(), content)]))
}

#[derive(Default)]
struct List {
    variant: Option<&'static str>,
    elements: Vec<Plain>,
}

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.elements.extend(plain(value)?);
        Ok(())
    }

    fn done(self) -> Option<Plain> {
        let list = Some(Plain::List(self.elements));
        match self.variant {
            Some(variant) => chosen(variant, list),
            None => list,
        }
    }
}

macro_rules! list {
    ($($interface:ident.$method:ident),*) => {
        $(impl ser::$interface for List {
            type Ok = Option<Plain>;
            type Error = Unwritable;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.push(value)
            }

            fn end(self) -> Written {
                Ok(self.done())
            }
        })*
    };
}

list! {
    SerializeSeq.serialize_element,
    SerializeTuple.serialize_element,
    SerializeTupleStruct.serialize_field,
    SerializeTupleVariant.serialize_field
}

#[derive(Default)]
struct Table {
    variant: Option<&'static str>,
    key: Option<String>,
    entries: Vec<(String, Plain)>,
}

impl Table {
    fn insert<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Unwritable> {
        if let Some(value) = plain(value)? {
            self.entries.push((key.to_owned(), value));
        }
        Ok(())
    }

    fn done(self) -> Option<Plain> {
        match self.variant {
            Some(variant) => chosen(variant, Some(Plain::Inline(self.entries))),
            None => Some(Plain::Section(self.entries)),
        }
    }
}

macro_rules! table {
    ($($interface:ident),*) => {
        $(impl ser::$interface for Table {
            type Ok = Option<Plain>;
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Unwritable> {
                self.insert(key, value)
            }

            fn end(self) -> Written {
                Ok(self.done())
            }
        })*
    };
}

table! { SerializeStruct, SerializeStructVariant }

impl ser::SerializeMap for Table {
    type Ok = Option<Plain>;
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        match plain(key)? {
            Some(Plain::Text(key)) => {
                self.key = Some(key);
                Ok(())
            }
            other => Err(Unwritable(format!("a key that is not a text: {other:?}"))),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        let key = self.key.take().unwrap_or_default();
        self.insert(&key, value)
    }

    fn end(self) -> Written {
        Ok(self.done())
    }
}
