//! Why there is no threshold to be found.

/// What is wrong with a search.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ThresholdError {
    /// A range has no inside.
    #[error("a threshold is looked for from a lower to a higher number, not from {low} to {high}")]
    Range {
        /// Where it begins.
        low: f64,
        /// Where it ends.
        high: f64,
    },
    /// A setting makes no sense.
    #[error("a search needs at least 16 runs a stage, a tolerance above 0, and a confidence between 0 and 1")]
    Settings,
    /// A run is not where it can be, or has no finite outcome.
    #[error("a run at {at} is outside the range or has no finite outcome")]
    Run {
        /// Where.
        at: f64,
    },
    /// The outcome does not turn.
    #[error("the outcome does not turn between {low} and {high}: it is the same at both ends")]
    NoTurn {
        /// Where the search began.
        low: f64,
        /// Where it ended.
        high: f64,
    },
}
