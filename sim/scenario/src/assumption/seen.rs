//! A value that the walk through a scenario visits.

use crate::plain::Plain;

/// A visited value, with everything on which a rule depends.
pub(super) struct Seen<'a> {
    pub(super) plain: &'a Plain,
    /// The default, as TOML; `None` in a table that users name.
    pub(super) default: Option<String>,
    /// The words that it can be.
    pub(super) words: Vec<String>,
    pub(super) is_start: bool,
    pub(super) scales: &'a [f64],
}
