//! Standard output and standard error, with colour only on a terminal.

use std::io::{self, Write};

/// Writes results to standard output.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Says something to the person at the terminal, on standard error.
pub(crate) fn say(quiet: bool, text: &str) -> io::Result<()> {
    if quiet {
        return Ok(());
    }
    writeln!(anstream::stderr().lock(), "{text}")
}

/// The text in bold, where the output shows it.
pub(crate) fn bold(text: &str) -> String {
    let style = anstyle::Style::new().bold();
    format!("{style}{text}{style:#}")
}
