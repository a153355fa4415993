//! Why a distribution cannot have the parameters it was offered.

use core::fmt;

/// A parameter that no distribution of the family can have.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum VariateError {
    /// A parameter is NaN, infinite or outside its legal range.
    OutOfRange {
        /// The family with its article, as in "a Weibull".
        family: &'static str,
        /// The parameter, as in "shape".
        parameter: &'static str,
        /// The value that was offered.
        value: f64,
        /// The smallest legal value.
        low: f64,
        /// The largest legal value.
        high: f64,
    },
    /// The lower bound of a uniform distribution is not below its upper bound.
    BoundsNotIncreasing {
        /// The lower bound that was offered.
        low: f64,
        /// The upper bound that was offered.
        high: f64,
    },
    /// The branches of a hyper-exponential distribution need one rate for each probability.
    BranchesDoNotPair {
        /// How many probabilities were offered.
        probabilities: usize,
        /// How many rates were offered.
        rates: usize,
    },
    /// The probabilities of the branches do not add up to 1.
    ProbabilitiesDoNotSumToOne {
        /// What they add up to.
        sum: f64,
    },
    /// An empirical distribution was offered no values, or only zeros.
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

/// A number in no more than a dozen digits before or after its point.
struct Shown(f64);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shown(number) = *self;
        let fits = number.to_bits() << 1 == 0 || (1e-12..1e12).contains(&number.abs());
        if fits || !number.is_finite() { write!(f, "{number}") } else { write!(f, "{number:e}") }
    }
}

impl core::error::Error for VariateError {}
