//! Tables in files of their own: found, read, and kept with the scenario.
//!
//! A path in a scenario's text starts at the scenario's folder, one in a `--set`
//! argument at the folder one works in. The scenario keeps the bytes of every
//! table that it names, under a name of its own, `tables/trace.csv`: so it can be
//! written into another folder with all that belongs to it, and be read there
//! again.
//!
//! CSV is read here. How Parquet is read takes a large library, so whoever has
//! it says how ([`Formats::with_parquet`]). What comes out is the same: [`Rows`].

mod csv;
pub(crate) mod encoding;
mod file;
mod home;
mod library;
mod number;
mod rows;

use std::sync::Arc;

use bazaar_models::table::Column;

pub use file::{TableError, TableFault, read_table, read_text};
pub(crate) use home::Home;
pub(crate) use library::{Library, Read};
pub use number::Decimal;
pub use rows::{Names, Rows};

/// So many faults are told of one table.
pub(crate) const MOST_FAULTS: usize = 10;

/// A table has no more rows: it is held in memory, and sorted.
pub const MOST_ROWS: usize = 10_000_000;

/// A table that a scenario names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFile {
    /// Its name in the scenario as it is run, and so from the folder where that is
    /// written: `tables/trace.csv`.
    pub name: String,
    /// The file's content.
    pub bytes: Arc<[u8]>,
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

    /// It has more than [`MOST_ROWS`].
    #[must_use]
    pub fn too_many_rows() -> Self {
        Self::new("", "has more than ten million rows", "keep those that are needed, or a sample of them")
    }
}

/// Takes the wanted columns out of a file's content; if that fails, every fault found.
pub type Decode = fn(&[u8], &[Column]) -> Result<Rows, Vec<BadTable>>;

/// Which formats of tables can be read: CSV, and perhaps Parquet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Formats {
    parquet: Option<Decode>,
    decimal: Option<Decimal>,
}

/// What can be read says nothing of the scenario that was.
impl PartialEq for Formats {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Formats {
    /// CSV alone.
    pub const CSV: Self = Self { parquet: None, decimal: None };

    /// The same, and Parquet.
    #[must_use]
    pub const fn with_parquet(self, decode: Decode) -> Self {
        Self { parquet: Some(decode), ..self }
    }

    /// The same, with what stands before fractions in CSV, if it is known; else a table itself shows it.
    #[must_use]
    pub const fn with_decimal(self, decimal: Option<Decimal>) -> Self {
        Self { decimal, ..self }
    }

    /// Whether a file of this name is a table that can be read.
    #[must_use]
    pub fn knows(self, name: &str) -> bool {
        self.of(name).is_some()
    }

    /// How a file of this name is read.
    fn of(self, name: &str) -> Option<Reader> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "tab" => Some(Reader::Text(self.decimal)),
            "parquet" => self.parquet.map(Reader::Parquet),
            _ => None,
        }
    }
}

/// How one file is read.
#[derive(Clone, Copy, Debug)]
enum Reader {
    Text(Option<Decimal>),
    Parquet(Decode),
}

impl Reader {
    fn read(self, bytes: &[u8], wanted: &[Column]) -> Result<Rows, Vec<BadTable>> {
        match self {
            Self::Text(decimal) => csv::decode(bytes, wanted, decimal),
            Self::Parquet(decode) => decode(bytes, wanted),
        }
    }
}

/// A file has a name by which no table is known.
fn unknown_format() -> BadTable {
    let help = "type the path of a file whose name ends in .csv, .tsv, .tab or .parquet";
    BadTable::new("", "is no table that can be read here", help)
}

/// Where among these headings a column stands: the one that is right to the letter, or the one that is so but for its case.
/// Else how many are so: none, or several.
///
/// # Errors
/// If there is none, or more than one.
pub fn place_of<'a>(column: &str, found: impl Iterator<Item = &'a str> + Clone) -> Result<usize, usize> {
    let only = |fits: &dyn Fn(&str) -> bool| {
        let mut places =
            found.clone().enumerate().filter(|(_, heading)| fits(heading)).map(|(place, _)| place);
        match (places.next(), places.count()) {
            (Some(place), 0) => Ok(place),
            (None, _) => Err(0),
            (Some(_), others) => Err(1 + others),
        }
    };
    match only(&|heading| heading == column) {
        Err(0) => only(&|heading| heading.to_lowercase() == column.to_lowercase()),
        found => found,
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
    const MOST: usize = 20;
    let shown: Vec<String> = found.iter().take(MOST).map(|name| name.escape_debug().to_string()).collect();
    let more = found.len().saturating_sub(MOST);
    let has = match (shown.is_empty(), more) {
        (true, _) => "none".to_owned(),
        (false, 0) => shown.join(", "),
        (false, more) => format!("{} and {more} more", shown.join(", ")),
    };
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
