//! One side of a box.

/// The range of a factor; infinite at a side without a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The smallest value inside.
    pub low: f64,
    /// The largest value inside.
    pub high: f64,
}

impl Range {
    /// No bounds.
    pub const ALL: Range = Range { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// Whether a value lies inside, the ends included.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether there is a bound on either side.
    #[must_use]
    pub fn is_restricted(&self) -> bool {
        self.low.is_finite() || self.high.is_finite()
    }
}
