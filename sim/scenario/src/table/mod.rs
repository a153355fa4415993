//! Tables of data in files: found, read, and kept with the scenario.
//!
//! A path in a scenario's text starts at the scenario's folder, one in a `--set`
//! argument at the current folder. The scenario keeps the bytes of every table that it
//! names, under a name of its own, `tables/trace.csv`: so it can be written into another
//! folder with all its tables, and be read there again.
//!
//! CSV is read here. Parquet needs a large library, so a crate that depends on it
//! provides the reader ([`Formats::with_parquet`]). Both give the same: [`Rows`].

mod csv;
pub(crate) mod encoding;
mod file;
mod home;
mod number;
mod rows;

use std::sync::Arc;

use bazaar_models::table::Column;

pub use file::{TableError, TableFault, read_table, read_text};
pub(crate) use home::Home;
pub use number::Decimal;
pub use rows::{Names, Rows};

/// The most errors reported for one table.
pub(crate) const MOST_FAULTS: usize = 10;

/// The most rows of a table, which is kept in memory and sorted.
pub const MOST_ROWS: usize = 10_000_000;

/// A table that a scenario names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFile {
    /// Its name in the scenario as it is run, and its path from the folder where that is
    /// written: `tables/trace.csv`.
    pub name: String,
    /// The file's content.
    pub bytes: Arc<[u8]>,
}

/// A reason why a table cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTable {
    /// The place: `line 7`, `row 6`; empty for the whole table.
    pub place: String,
    /// The error, as the end of a sentence that begins with the place or the file.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl BadTable {
    /// An error at a place.
    pub fn new(place: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), help: help.into() }
    }

    /// It has more than [`MOST_ROWS`].
    #[must_use]
    pub fn too_many_rows() -> Self {
        Self::new("", "has more than ten million rows", "keep only the necessary rows, or a sample of them")
    }
}

/// A function that reads the wanted columns of a file's content, or returns all errors found.
pub type Decode = fn(&[u8], &[Column]) -> Result<Rows, Vec<BadTable>>;

/// The formats of tables that can be read: CSV, and perhaps Parquet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Formats {
    parquet: Option<Decode>,
    decimal: Option<Decimal>,
}

/// All formats are equal, so that scenarios compare by what was read.
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

    /// The same, with the decimal mark of CSV, if it is known; otherwise it is inferred from the table.
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
    pub(crate) fn of(self, name: &str) -> Option<Reader> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "tab" => Some(Reader::Text(self.decimal)),
            "parquet" => self.parquet.map(Reader::Parquet),
            _ => None,
        }
    }
}

/// The reader of one file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reader {
    Text(Option<Decimal>),
    Parquet(Decode),
}

impl Reader {
    pub(crate) fn read(self, bytes: &[u8], wanted: &[Column]) -> Result<Rows, Vec<BadTable>> {
        match self {
            Self::Text(decimal) => csv::decode(bytes, wanted, decimal),
            Self::Parquet(decode) => decode(bytes, wanted),
        }
    }
}

/// The error for a file whose name does not end as that of a table.
pub(crate) fn unknown_format() -> BadTable {
    let help = "type the path of a file whose name ends in .csv, .tsv, .tab or .parquet";
    BadTable::new("", "is not a table that can be read here", help)
}

/// The index of a column among these headings: an exact match, or else the only match that ignores case.
///
/// # Errors
/// The number of matches that ignore case, if it is not one.
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

/// The headings, as users type them: `host`, `start`, `end`.
pub(crate) fn headings(columns: &[Column]) -> String {
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    names.join(", ")
}

/// The error of a missing column, also for readers of other formats.
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

/// The error of a table with a heading only.
#[must_use]
pub fn without_rows(wanted: &[Column]) -> BadTable {
    BadTable::new("", "has no rows", format!("add at least one, with {}", headings(wanted)))
}
