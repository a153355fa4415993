//! Why nothing can be fitted.

/// What is wrong with data.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum CalibrationError {
    /// Too few, or too much alike.
    #[error("{data} cannot be fitted: {reason}")]
    Data {
        /// What the data are.
        data: &'static str,
        /// What is wrong with them.
        reason: &'static str,
    },
    /// The likelihood has no top within reach.
    #[error(
        "the likelihood of {model} has no maximum that can be told from its surroundings: take more data or a simpler model"
    )]
    Flat {
        /// Which model.
        model: &'static str,
    },
}
