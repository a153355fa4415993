//! Errors in the parameters of a distribution.

use core::fmt;

/// A parameter outside the legal range of its family.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum VariateError {
    /// A parameter is NaN, infinite or outside its legal range.
    OutOfRange {
        /// The family with its article, as in "a Weibull".
        family: &'static str,
        /// The parameter, as in "shape".
        parameter: &'static str,
        /// The value given.
        value: f64,
        /// The smallest legal value.
        low: f64,
        /// The largest legal value.
        high: f64,
    },
    /// The lower bound of a uniform distribution is not below its upper bound.
    BoundsNotIncreasing {
        /// The lower bound given.
        low: f64,
        /// The upper bound given.
        high: f64,
    },
    /// The branches of a hyper-exponential distribution need one rate for each probability.
    BranchesDoNotPair {
        /// The number of probabilities given.
        probabilities: usize,
        /// The number of rates given.
        rates: usize,
    },
    /// The probabilities of the branches do not add up to 1.
    ProbabilitiesDoNotSumToOne {
        /// Their sum.
        sum: f64,
    },
    /// The list of an empirical distribution is empty or contains only zeros.
    NothingPositive,
}

impl fmt::Display for VariateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            VariateError::OutOfRange { family, parameter, value, low, high } => write!(
                f,
                "the {parameter} of {family} distribution cannot be {}: it must be a number from {low:?} to {high:?}",
                Shown(value)
            ),
            VariateError::BoundsNotIncreasing { low, high } => write!(
                f,
                "a uniform distribution cannot go from {} to {}: its low bound must lie below its high bound",
                Shown(low),
                Shown(high)
            ),
            VariateError::BranchesDoNotPair { probabilities, rates } => write!(
                f,
                "a hyper-exponential distribution cannot have {probabilities} probabilities and {rates} rates: it must have as many of one as of the other, and at least one"
            ),
            VariateError::ProbabilitiesDoNotSumToOne { sum } => write!(
                f,
                "the probabilities of a hyper-exponential distribution add up to {sum}: they must add up to 1 (to within 0.002, for published fits are rounded)"
            ),
            VariateError::NothingPositive => {
                write!(f, "an empirical distribution must have at least one value above 0")
            }
        }
    }
}

/// A number with at most a dozen digits before or after the point, or in scientific notation.
struct Shown(f64);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shown(number) = *self;
        let fits = number.to_bits() << 1 == 0 || (1e-12..1e12).contains(&number.abs());
        if fits || !number.is_finite() { write!(f, "{number}") } else { write!(f, "{number:e}") }
    }
}

impl core::error::Error for VariateError {}
