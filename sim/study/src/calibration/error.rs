//! Errors of calibration.

/// Why data cannot be fitted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CalibrationError {
    /// Too few data, or too little variation.
    #[error("{data} cannot be fitted: {reason}")]
    Data {
        /// What the data are.
        data: &'static str,
        /// What is wrong with them.
        reason: &'static str,
    },
    /// The data lead to the edge of the model, where it is another, simpler one.
    #[error("{model} cannot be fitted to these data: {reason}")]
    Edge {
        /// Which model.
        model: &'static str,
        /// What the data are like instead.
        reason: &'static str,
    },
}
