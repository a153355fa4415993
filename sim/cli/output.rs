//! Standard output and standard error, with colour only on a terminal.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use bazaar_figure::foreign::{escaped, harmless};
use bazaar_report::overview;
use bazaar_report::table::{self, Frame, TableError};
use serde::Serialize;

use crate::arguments::{Format, Printing};
use crate::failure::Failure;
use bazaar_figure::result::json;

/// Writes results to standard output, without the control sequences that a title or a name could contain.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(harmless(text).as_bytes())?;
    out.flush()
}

/// Prints an answer in the requested format: one JSON object, an aligned table, or a table for other programs.
pub(crate) fn publish<T: Serialize>(
    printing: &Printing,
    object: impl FnOnce() -> T,
    text: impl FnOnce() -> String,
    frame: impl FnOnce() -> Result<Frame, TableError>,
) -> Result<(), Failure> {
    if printing.json {
        return Ok(print(&escaped(&json(&object())?))?);
    }
    let mut bytes = Vec::new();
    match printing.format {
        Format::Table => return Ok(print(&text())?),
        Format::Csv => table::csv(frame()?, &mut bytes)?,
        Format::Parquet => table::parquet(frame()?, &mut bytes)?,
    }
    Ok(print_bytes(&bytes)?)
}

/// Writes binary results to standard output, unchanged.
fn print_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Whether standard output is a terminal.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints a message for people on standard error, if that is a terminal.
pub(crate) fn mention(quiet: bool, text: &str) -> io::Result<()> {
    say(quiet || !io::stderr().is_terminal(), text)
}

/// A written folder.
pub(crate) struct Written {
    files: usize,
    folder: PathBuf,
}

impl Written {
    pub(crate) fn new(files: usize, folder: &Path) -> Self {
        Written { files, folder: folder.to_owned() }
    }

    /// Prints which of its files to open: last, below the table, where users see it.
    pub(crate) fn tell(&self, quiet: bool) -> io::Result<()> {
        let (files, folder) = (self.files, self.folder.display());
        let page = self.folder.join(overview::NAME);
        mention(quiet, &format!("wrote {files} files to {folder}; open {}", page.display()))
    }
}

/// The message after the results: that the folder could not be written, or which of its files to open.
pub(crate) fn conclude(
    written: Result<Option<Written>, Failure>,
    shown: Result<(), Failure>,
    quiet: bool,
) -> Result<(), Failure> {
    let written = written?;
    shown?;
    Ok(written.map_or(Ok(()), |written| written.tell(quiet))?)
}

/// Prints a message on standard error.
pub(crate) fn say(quiet: bool, text: &str) -> io::Result<()> {
    if quiet {
        return Ok(());
    }
    writeln!(anstream::stderr().lock(), "{}", harmless(text))
}

/// The text in bold, where the output supports it.
pub(crate) fn bold(text: &str) -> String {
    let style = anstyle::Style::new().bold();
    format!("{style}{text}{style:#}")
}
