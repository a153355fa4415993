//! A parameter that is given several values.

use std::fmt;

use crate::place::Place;

/// A parameter and the values it is to take, one after the other.
///
/// An array is a sweep exactly where the parameter's type takes no list. The
/// scenario itself is typed with the first value.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The dotted path of the parameter: `model.queue.servers`.
    pub path: String,
    /// The values as TOML, at least one, in the order given.
    pub values: Vec<String>,
    /// The same, with the names under which the scenario keeps its tables.
    pub(crate) written: Vec<String>,
    /// Where the array stands.
    pub place: Place,
}

/// Two sweeps are the same if they ask for the same, wherever they are written.
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
