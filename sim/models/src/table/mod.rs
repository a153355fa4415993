//! Tables in files of their own, to which a scenario refers.
//!
//! A model reads no files. It declares the columns that it needs ([`Kind::columns`]) and the rules of their
//! rows ([`Kind::faults`]). The reader of the scenario finds the file, extracts those columns and supplies
//! them while the parameter is read. The parameter is then a [`Table`]: the file's name, with which the
//! scenario is written back, and its content.
//!
//! They are supplied through serde: a [`Table`] requests a newtype by its [`Kind::token`], and receives a
//! sequence of the name, whether times are in seconds, and the columns. Formats without tables refuse.

mod durations;
mod edges;
mod intervals;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use durations::Durations;
pub use edges::Edges;
pub use intervals::Intervals;

use crate::quantity::TimeUnit;

/// The kind of a table, which determines its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Intervals of availability of hosts: see [`Intervals`].
    Intervals,
    /// Measured durations: see [`Durations`].
    Durations,
    /// Pairs of people who know each other: see [`Edges`].
    Edges,
}

/// A column that a table must have; others are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// The type of its values.
    pub holds: Holds,
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Names, which are supplied as numbers: 0 for the first that occurs, 1 for the next that differs, and so
    /// on.
    Names,
    /// Texts, supplied as names are. They may be empty; without such a column all of them are.
    Texts,
    /// Finite numbers; true and false are 1 and 0.
    Numbers,
    /// Points in time: numbers in a unit that the user of the table knows, or, in a format that has a type
    /// for them, dates and times, which are supplied in seconds.
    Moments,
    /// The same, or no value, which is supplied as NaN.
    MomentsIfAny,
    /// Durations: numbers in a unit that the user of the table knows, or of a type of their own, in seconds.
    Lengths,
}

impl Holds {
    /// Whether it is supplied as numbers that stand for texts.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Names | Self::Texts)
    }

    /// Whether it has a unit of time.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Moments | Self::MomentsIfAny | Self::Lengths)
    }
}

/// A row that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its index, from 0.
    pub row: usize,
    /// The error, as the end of a sentence that begins with the row's place.
    pub message: String,
    /// The index of another row that is involved.
    pub other: Option<usize>,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Intervals, Self::Durations, Self::Edges];

    /// The columns that are needed, in the order in which they are supplied.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Intervals => Intervals::COLUMNS,
            Self::Durations => Durations::COLUMNS,
            Self::Edges => Edges::COLUMNS,
        }
    }

    /// The rows that break a rule, in order.
    #[must_use]
    pub fn faults(self, columns: &[Vec<f64>]) -> Vec<Fault> {
        match self {
            Self::Intervals => Intervals::read(columns).err(),
            Self::Durations => Durations::read(columns).err(),
            Self::Edges => Edges::read(columns).err(),
        }
        .unwrap_or_default()
    }

    /// The token by which a parameter of this kind requests its table from serde.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::Intervals => "bazaar table of intervals",
            Self::Durations => "bazaar table of durations",
            Self::Edges => "bazaar table of edges",
        }
    }

    /// The kind with this token.
    #[must_use]
    pub fn of(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.token() == token)
    }
}

/// The content of a table, as a type.
pub trait Content: Sized {
    /// The kind of table that it is read from.
    const KIND: Kind;

    /// Reads it from the columns, all of one length.
    ///
    /// # Errors
    /// The rows that break a rule, in order.
    fn read(columns: &[Vec<f64>]) -> Result<Self, Vec<Fault>>;
}

/// A table in a file: the file's name, and its content.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T> {
    name: String,
    /// Whether its times are in seconds whatever unit is given, since the file has them as dates and times.
    in_seconds: bool,
    content: Arc<T>,
}

impl<T> Table<T> {
    /// A table of this name.
    pub fn new(name: impl Into<String>, content: T) -> Self {
        Self { name: name.into(), in_seconds: false, content: Arc::new(content) }
    }

    /// The unit of its times: the one that is given, or the second if the file has them as dates and times.
    #[must_use]
    pub fn unit(&self, said: TimeUnit) -> TimeUnit {
        if self.in_seconds { TimeUnit::SECOND } else { said }
    }

    /// The name of its file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its content.
    #[must_use]
    pub fn content(&self) -> &T {
        &self.content
    }
}

impl<T> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl<'de, T: Content> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(T::KIND.token(), HandedOver(PhantomData))
    }
}

/// Takes the sequence of name and columns.
struct HandedOver<T>(PhantomData<T>);

impl<'de, T: Content> Visitor<'de> for HandedOver<T> {
    type Value = Table<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a file, in a scenario")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut given: A) -> Result<Self::Value, A::Error> {
        let Some(name) = given.next_element::<String>()? else {
            return Err(A::Error::invalid_length(0, &self));
        };
        let Some(in_seconds) = given.next_element::<bool>()? else {
            return Err(A::Error::invalid_length(1, &self));
        };
        let mut columns = Vec::new();
        while let Some(column) = given.next_element::<Vec<f64>>()? {
            columns.push(column);
        }
        let wanted = T::KIND.columns().len();
        let rows = columns.first().map_or(0, Vec::len);
        if columns.len() != wanted || columns.iter().any(|column| column.len() != rows) {
            return Err(A::Error::custom(format!("{name} was not read as a table of {wanted} columns")));
        }
        match T::read(&columns) {
            Ok(content) => Ok(Table { in_seconds, ..Table::new(name, content) }),
            Err(faults) => {
                let first = faults.first().map(|fault| format!("row {} {}", fault.row + 1, fault.message));
                Err(A::Error::custom(format!("{name}: {}", first.unwrap_or_default())))
            }
        }
    }
}

impl<T> JsonSchema for Table<T> {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("TableFile")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The path of a table, CSV or Parquet, from the scenario's folder",
            "type": "string",
            "pattern": r"\.([cC][sS][vV]|[tT][sS][vV]|[tT][aA][bB]|[pP][aA][rR][qQ][uU][eE][tT])$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_its_token() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.token()), Some(kind));
        }
        assert_eq!(Kind::of("Quantity"), None);
    }

    #[test]
    fn a_format_that_knows_no_tables_is_refused() {
        let read: Result<Table<Durations>, _> = serde_json::from_str("\"durations.csv\"");
        assert!(read.unwrap_err().to_string().contains("the name of a file, in a scenario"));
    }
}
