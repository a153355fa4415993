//! The forecast of time and memory that is printed before runs begin.

use bazaar_figure::forecast::forecast;
use bazaar_study::{Load, Settings};

use crate::failure::Failure;
use crate::output::say;

/// Prints a forecast for runs that take long or much memory, and refuses those that are too large for the machine.
pub(crate) fn announce(name: &str, load: &Load, settings: &Settings, quiet: bool) -> Result<(), Failure> {
    load.check()?;
    match forecast(name, load, settings) {
        Some(text) => Ok(say(quiet, &text)?),
        None => Ok(()),
    }
}
