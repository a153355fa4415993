//! How long something will take and how much memory, said before it begins.

use bazaar_figure::forecast::forecast;
use bazaar_study::{Load, Settings};

use crate::failure::Failure;
use crate::output::say;

/// Says what runs that take long or much memory will take; refuses what is too large for the machine.
pub(crate) fn announce(name: &str, load: &Load, settings: &Settings, quiet: bool) -> Result<(), Failure> {
    load.check()?;
    match forecast(name, load, settings) {
        Some(text) => Ok(say(quiet, &text)?),
        None => Ok(()),
    }
}
