//! Errors of calibration.

/// Why data cannot be fitted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CalibrationError {
    /// Too few data, or too little variation.
    #[error("{data} cannot be fitted: {reason}")]
    Data {
        /// The name of the data.
        data: &'static str,
        /// The constraint that they violate.
        reason: &'static str,
    },
    /// The likelihood has its maximum at a limit of the parameters, where the model is a simpler one.
    #[error("{model} cannot be fitted to these data: {reason}")]
    Edge {
        /// The model.
        model: &'static str,
        /// The property of the data.
        reason: &'static str,
    },
}
