//! Errors of threshold searches.

/// Why a threshold search is impossible.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ThresholdError {
    /// A range is empty.
    #[error("`low` must be below `high`, got {low} and {high}")]
    Range {
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// A setting is out of range.
    #[error("a search needs at least 16 runs a stage, a tolerance above 0, and a confidence between 0 and 1")]
    Settings,
    /// A run is outside the range, or has no finite outcome.
    #[error("a run at {at} is outside the range or has no finite outcome")]
    Run {
        /// The value of the parameter.
        at: f64,
    },
    /// The outcome does not turn.
    #[error("the outcome does not turn between {low} and {high}: it is the same at both ends")]
    NoTurn {
        /// The lower end of the range.
        low: f64,
        /// The upper end of the range.
        high: f64,
    },
}
