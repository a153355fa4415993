//! Swept parameters: those with several values.

use std::fmt;

use crate::place::Place;

/// A parameter and its values in a sweep.
///
/// An array is a sweep exactly where the parameter's type takes no list. The
/// scenario itself has the first value.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The dotted path of the parameter: `model.queue.servers`.
    pub path: String,
    /// The values as TOML, at least one, in the order given.
    pub values: Vec<String>,
    /// The values, with tables by the names under which the scenario keeps them.
    pub(crate) written: Vec<String>,
    /// The place of the array.
    pub place: Place,
}

/// Two sweeps are equal if their paths and values are, regardless of their places.
impl PartialEq for Sweep {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.written == other.written
    }
}

impl fmt::Display for Sweep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}=[{}]", self.path, self.values.join(", "))
    }
}
