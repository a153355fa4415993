//! One bin of a histogram.

/// The number of observations with `low <= value < high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// The lower edge, which belongs to the bin.
    pub low: f64,
    /// The upper edge, which belongs to the next bin.
    pub high: f64,
    /// Observations in the bin.
    pub count: u64,
}
