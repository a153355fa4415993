//! Why nothing can be evaluated.

/// What is wrong with the figures of an evaluation.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EvaluationError {
    /// A group has too few people for an interval.
    #[error("each group needs at least two people, all with finite outcomes")]
    Group,
    /// A share is no share.
    #[error("{name} is a share from 0 to 1, and not {value}")]
    Share {
        /// Of what.
        name: &'static str,
        /// What was given.
        value: f64,
    },
    /// A figure is out of range.
    #[error("{name} must be a finite number {bound}, and not {value}")]
    Figure {
        /// What it is.
        name: &'static str,
        /// What it has to be.
        bound: &'static str,
        /// What was given.
        value: f64,
    },
    /// Fewer than five households.
    #[error("quintiles need at least five households, and there are {households}")]
    Households {
        /// How many there are.
        households: usize,
    },
}

pub(super) fn share(name: &'static str, value: f64) -> Result<f64, EvaluationError> {
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(EvaluationError::Share { name, value }) }
}

pub(super) fn not_negative(name: &'static str, value: f64) -> Result<f64, EvaluationError> {
    let fits = value >= 0.0 && value.is_finite();
    if fits { Ok(value) } else { Err(EvaluationError::Figure { name, bound: "from 0", value }) }
}
