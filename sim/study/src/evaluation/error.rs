//! Errors of an evaluation.

/// Why figures cannot be evaluated.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EvaluationError {
    /// A group has too few people for an interval.
    #[error("each group needs at least two people, all with finite outcomes")]
    Group,
    /// A share is outside 0 to 1.
    #[error("{name} must be a share from 0 to 1, got {value}")]
    Share {
        /// The name of the share.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A figure is out of range.
    #[error("{name} must be a number {bound}, got {value:e}")]
    Figure {
        /// The name of the figure.
        name: &'static str,
        /// The range.
        bound: &'static str,
        /// Its value.
        value: f64,
    },
    /// A quintile of the households has no income.
    #[error(
        "the {fifth} fifth of the households has no income, so its share of income is not defined; leave out households without income"
    )]
    NoIncome {
        /// The quintile.
        fifth: &'static str,
    },
    /// Too few households.
    #[error("quintiles need at least {least} households, got {households}")]
    Households {
        /// The minimum.
        least: usize,
        /// The number given.
        households: usize,
    },
}

pub(super) fn share(name: &'static str, value: f64) -> Result<f64, EvaluationError> {
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(EvaluationError::Share { name, value }) }
}

/// The largest figure: squares and sums of such numbers are finite.
const LARGEST: f64 = 1e100;

pub(super) fn not_negative(name: &'static str, value: f64) -> Result<f64, EvaluationError> {
    let fits = (0.0..=LARGEST).contains(&value);
    if fits { Ok(value) } else { Err(EvaluationError::Figure { name, bound: "from 0 to 1e100", value }) }
}

pub(super) fn figure(name: &'static str, value: f64) -> Result<f64, EvaluationError> {
    let fits = value.abs() <= LARGEST;
    if fits { Ok(value) } else { Err(EvaluationError::Figure { name, bound: "from -1e100 to 1e100", value }) }
}
