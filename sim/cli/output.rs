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

/// Writes results to standard output, without what a title or a name in them could make a terminal do.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(harmless(text).as_bytes())?;
    out.flush()
}

/// Prints an answer as it was asked for: one object, a table for people, or one for other programs.
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

/// Writes results that are no text to standard output, as they are.
fn print_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Whether standard output is a terminal.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Says something that is of interest to a person only, if there is one at a terminal.
pub(crate) fn mention(quiet: bool, text: &str) -> io::Result<()> {
    say(quiet || !io::stderr().is_terminal(), text)
}

/// A folder that was written.
pub(crate) struct Written {
    files: usize,
    folder: PathBuf,
}

impl Written {
    pub(crate) fn new(files: usize, folder: &Path) -> Self {
        Written { files, folder: folder.to_owned() }
    }

    /// Says which file of it to open: last of all, below the table, where it is read.
    pub(crate) fn tell(&self, quiet: bool) -> io::Result<()> {
        let (files, folder) = (self.files, self.folder.display());
        let page = self.folder.join(overview::NAME);
        mention(quiet, &format!("wrote {files} files to {folder}; open {}", page.display()))
    }
}

/// What is to be told after what was found: that the folder could not be written, or which file of it to open.
pub(crate) fn conclude(
    written: Result<Option<Written>, Failure>,
    shown: Result<(), Failure>,
    quiet: bool,
) -> Result<(), Failure> {
    let written = written?;
    shown?;
    Ok(written.map_or(Ok(()), |written| written.tell(quiet))?)
}

/// Says something to the person at the terminal, on standard error.
pub(crate) fn say(quiet: bool, text: &str) -> io::Result<()> {
    if quiet {
        return Ok(());
    }
    writeln!(anstream::stderr().lock(), "{}", harmless(text))
}

/// The text in bold, where the output shows it.
pub(crate) fn bold(text: &str) -> String {
    let style = anstyle::Style::new().bold();
    format!("{style}{text}{style:#}")
}
