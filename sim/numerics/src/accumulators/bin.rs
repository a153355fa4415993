//! One bar of a distribution.

/// How many observations fell into `low <= value < high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The smallest value that belongs to the bin.
    pub low: f64,
    /// The smallest value that no longer does.
    pub high: f64,
    /// Observations in the bin.
    pub count: u64,
}
