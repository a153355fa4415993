//! Tables in files of their own: found, read, and kept with the scenario.
//!
//! A path in a scenario's text starts at the scenario's folder, one in a `--set`
//! argument at the folder one works in. The scenario keeps the bytes of every
//! table that it names, under a name of its own, `tables/trace.csv`: so it can be
//! written into another folder with all that belongs to it, and be read there
//! again.
//!
//! CSV is read here. How Parquet is read takes a large library, so whoever has
//! it says how ([`Formats::with_parquet`]).

mod csv;
mod file;
mod home;
mod library;

use std::sync::Arc;

use bazaar_models::table::Column;

pub use file::{TableError, TableFault, read_table};
pub(crate) use home::Home;
pub(crate) use library::{Library, Read};

/// A table that a scenario names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFile {
    /// Its name in the scenario as it is run, and so from the folder where that is
    /// written: `tables/trace.csv`.
    pub name: String,
    /// The file's content.
    pub bytes: Arc<[u8]>,
}

/// The columns of a table, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The columns that were wanted, in that order, all of one length; names as
    /// numbers, in the order in which they first occur.
    pub columns: Vec<Vec<f64>>,
    /// The line of each row, from 1, where a table has lines.
    pub lines: Option<Vec<usize>>,
}

impl Rows {
    /// What a row is called: `line 7`, or `row 6` where there are no lines.
    #[must_use]
    pub fn place(&self, row: usize) -> String {
        match self.lines.as_ref().and_then(|lines| lines.get(row)) {
            Some(line) => format!("line {line}"),
            None => format!("row {}", row + 1),
        }
    }
}

/// Why a table cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTable {
    /// Where: `line 7`, `row 6`; empty where it is about the whole.
    pub place: String,
    /// What is wrong, as the end of a sentence that begins with the place or the file.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl BadTable {
    /// Something is wrong at a place.
    pub fn new(place: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), help: help.into() }
    }
}

/// Takes the wanted columns out of a file's content; if that fails, every fault found.
pub type Decode = fn(&[u8], &[Column]) -> Result<Rows, Vec<BadTable>>;

/// Which formats of tables can be read: CSV, and perhaps Parquet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Formats {
    parquet: Option<Decode>,
}

/// What can be read says nothing of the scenario that was.
impl PartialEq for Formats {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Formats {
    /// CSV alone.
    pub const CSV: Self = Self { parquet: None };

    /// The same, and Parquet.
    #[must_use]
    pub const fn with_parquet(self, decode: Decode) -> Self {
        Self { parquet: Some(decode) }
    }

    /// How a file of this name is read.
    fn of(self, name: &str) -> Option<Decode> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "csv" => Some(csv::decode),
            "parquet" => self.parquet,
            _ => None,
        }
    }
}

/// The headings as one types them: `host`, `start`, `end`.
fn headings(columns: &[Column]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    names.join(", ")
}

/// What to do where a column is missing; for whoever reads another format too.
#[must_use]
pub fn missing_column(missing: &str, found: &[&str], wanted: &[Column]) -> BadTable {
    let guess = crate::did_you_mean(missing, found.iter().copied())
        .map(|name| format!("is `{name}` meant? Then call it `{missing}`. "))
        .unwrap_or_default();
    let has = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
    BadTable::new(
        "",
        format!("has no column `{missing}`"),
        format!("{guess}Its columns are {has}; needed are {}", headings(wanted)),
    )
}

/// What to do where there is a heading and nothing else.
#[must_use]
pub fn without_rows(wanted: &[Column]) -> BadTable {
    BadTable::new("", "has no rows", format!("needed is at least one, with {}", headings(wanted)))
}
