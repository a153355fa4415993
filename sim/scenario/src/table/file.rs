//! Tables of data that users name on the command line, not in a scenario.

use std::path::Path;

use bazaar_models::table::{Column, Fault};

use super::{BadTable, Formats, Home, MOST_FAULTS, Rows, headings, unknown_format};

/// A table cannot be used; all its errors.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{name} cannot be used")]
pub struct TableError {
    /// The file.
    name: String,
    /// The errors, at least one.
    #[related]
    faults: Vec<TableFault>,
}

/// One error of a table.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
pub struct TableFault {
    message: String,
    #[help]
    help: Option<String>,
}

impl TableError {
    fn new(name: &str, mut faults: Vec<BadTable>) -> Self {
        let more = faults.len().saturating_sub(MOST_FAULTS);
        faults.truncate(MOST_FAULTS);
        if let (Some(last), true) = (faults.last_mut(), more > 0) {
            last.help = format!("{}; and {more} more rows are wrong", last.help);
        }
        let fault = |BadTable { place, message, help }: BadTable| {
            let subject = if place.is_empty() { name.to_owned() } else { format!("{name}: {place}") };
            TableFault {
                message: format!("{subject} {message}"),
                help: Some(help).filter(|help| !help.is_empty()),
            }
        };
        TableError { name: name.to_owned(), faults: faults.into_iter().map(fault).collect() }
    }
}

/// Reads these columns of a file, by its path from the current folder, and returns what `make` makes of them. Other columns
/// are ignored.
///
/// # Errors
/// If there is no such table, or it lacks a column; and every row, up to ten, that cannot be read or that `make` refuses,
/// by its line.
pub fn read_table<T>(
    path: &Path,
    columns: &[Column],
    formats: Formats,
    make: impl FnOnce(&Rows) -> Result<T, Vec<Fault>>,
) -> Result<(T, Vec<u8>), TableError> {
    let name = path.display().to_string();
    let refuse = |faults| TableError::new(&name, faults);
    let reader = formats.of(&name).ok_or_else(|| refuse(vec![unknown_format()]))?;
    let bytes = Home::Here.read(&name).map_err(|fault| refuse(vec![fault]))?;
    let rows = reader.read(&bytes, columns).map_err(refuse)?;
    match make(&rows) {
        Ok(made) => Ok((made, bytes)),
        Err(faults) => {
            Err(refuse(faults.into_iter().map(|fault| at_its_line(fault, &rows, columns)).collect()))
        }
    }
}

/// Reads these columns of a CSV text.
///
/// # Errors
/// As [`read_table`].
pub fn read_text(text: &str, columns: &[Column]) -> Result<Rows, Vec<BadTable>> {
    super::csv::decode(text.as_bytes(), columns, None)
}

fn at_its_line(fault: Fault, rows: &Rows, columns: &[Column]) -> BadTable {
    let other = fault.other.map(|row| format!(" in {}", rows.place(row))).unwrap_or_default();
    let help = format!("mend the row in the file, or remove it; its columns are {}", headings(columns));
    BadTable::new(rows.place(fault.row), format!("{}{other}", fault.message), help)
}
