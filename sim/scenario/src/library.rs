//! The tables of one scenario while it is read.

use std::path::PathBuf;
use std::sync::Arc;

use bazaar_models::table::{Fault, Kind};

use crate::diagnostic::Diagnostic;
use crate::place::Place;
use crate::source::Source;
use crate::table::{BadTable, Formats, Home, MOST_FAULTS, Rows, TableFile, headings, unknown_format};

/// The columns of a table, ready for a type, with the table's name in the scenario.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Read {
    pub(crate) name: String,
    /// Whether times are in seconds, since the table has dates and times, regardless of a given unit.
    pub(crate) in_seconds: bool,
    pub(crate) columns: Vec<Vec<f64>>,
}

/// The folders in which tables are searched for, and the tables found.
#[derive(Clone, Debug)]
pub(crate) struct Library {
    /// The folder from which paths in the scenario's text start.
    home: Home,
    /// The folder from which paths in `--set` arguments start.
    here: PathBuf,
    formats: Formats,
    /// Whether the path was in a `--set` argument, the path, the table.
    found: Vec<(bool, String, TableFile)>,
}

impl Library {
    /// For the tables that a text names.
    pub(crate) fn of(source: &Source, formats: Formats) -> Self {
        let (home, here) = source.starts();
        Self { home: home.clone(), here: here.to_owned(), formats, found: Vec::new() }
    }

    /// Every table found, in order of name.
    pub(crate) fn into_tables(self) -> Vec<TableFile> {
        let mut tables: Vec<TableFile> = self.found.into_iter().map(|(_, _, table)| table).collect();
        tables.sort_by(|one, other| one.name.cmp(&other.name));
        tables
    }

    /// Finds and reads the table of this path; errors are at this place.
    pub(crate) fn read(
        &mut self,
        path: &str,
        place: &Place,
        kind: Kind,
    ) -> Result<Arc<Read>, Vec<Diagnostic>> {
        self.table(path, place.order > 0, kind).map(Arc::new).map_err(|mut faults| {
            let more = faults.len().saturating_sub(MOST_FAULTS);
            faults.truncate(MOST_FAULTS);
            if let (Some(last), true) = (faults.last_mut(), more > 0) {
                last.help = format!("{}; and {more} more rows are wrong", last.help);
            }
            let diagnostic = |fault: BadTable| {
                let subject = [path, fault.place.as_str()];
                let subject: Vec<&str> = subject.into_iter().filter(|part| !part.is_empty()).collect();
                let message = format!("{} {}", subject.join(": "), fault.message);
                Diagnostic::new(message, fault.help, place.clone())
            };
            faults.into_iter().map(diagnostic).collect()
        })
    }

    fn table(&mut self, path: &str, in_set: bool, kind: Kind) -> Result<Read, Vec<BadTable>> {
        let reader = self.formats.of(path).ok_or_else(|| vec![unknown_format()])?;
        let table = self.file(path, in_set).map_err(|fault| vec![fault])?;
        let rows = reader.read(&table.bytes, kind.columns())?;
        let faults = kind.faults(&rows.columns);
        if faults.is_empty() {
            return Ok(Read { name: table.name, in_seconds: rows.in_seconds, columns: rows.columns });
        }
        Err(faults.into_iter().map(|fault| at_its_line(fault, &rows, kind)).collect())
    }

    fn file(&mut self, path: &str, in_set: bool) -> Result<TableFile, BadTable> {
        let known = self.found.iter().find(|(set, known, _)| *set == in_set && known == path);
        if let Some((_, _, table)) = known {
            return Ok(table.clone());
        }
        let bytes = match &self.home {
            Home::Folder(_) | Home::Shipped(_) | Home::Nowhere if in_set => {
                Home::Folder(self.here.clone()).read(path)?
            }
            home => home.read(path)?,
        };
        let table = TableFile { name: self.name_for(path), bytes: bytes.into() };
        self.found.push((in_set, path.to_owned(), table.clone()));
        Ok(table)
    }

    /// A unique name, from letters that are safe in every file system.
    fn name_for(&self, path: &str) -> String {
        let base = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let safe = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let (stem, extension) = base.rsplit_once('.').unwrap_or((base, "csv"));
        let stem: String = stem.chars().map(|letter| if safe(letter) { letter } else { '-' }).collect();
        let extension = extension.to_ascii_lowercase();
        let name = |number: usize| match number {
            1 => format!("tables/{stem}.{extension}"),
            _ => format!("tables/{stem}-{number}.{extension}"),
        };
        let is_taken = |name: &String| self.found.iter().any(|(_, _, table)| table.name == *name);
        let mut number = 1;
        while is_taken(&name(number)) {
            number += 1;
        }
        name(number)
    }
}

fn at_its_line(fault: Fault, rows: &Rows, kind: Kind) -> BadTable {
    let other = fault.other.map(|row| format!(" in {}", rows.place(row))).unwrap_or_default();
    BadTable::new(
        rows.place(fault.row),
        format!("{}{other}", fault.message),
        format!("mend the row in the file, or remove it; its columns are {}", headings(kind.columns())),
    )
}
