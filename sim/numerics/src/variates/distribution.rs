//! Any distribution of intervals as one type.
//!
//! A scenario names a family, and the model draws from it without depending on
//! the choice. It is an enum, not a trait object: a draw is a jump through a
//! table and can be inlined.

use super::{
    Deterministic, Empirical, Exponential, Gamma, HyperExponential, LogNormal, Residual, Uniform, Variate,
    Weibull,
};
use rand::Rng;

/// A distribution of intervals: draws are never negative, and the mean is finite.
///
/// 32 bytes, and cheap to clone: lists are shared.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Memoryless: a constant hazard.
    Exponential(Exponential),
    /// A decreasing or increasing hazard.
    Weibull(Weibull),
    /// A product of many small factors.
    LogNormal(LogNormal),
    /// A sum of exponential stages.
    Gamma(Gamma),
    /// A mixture of exponentials.
    HyperExponential(HyperExponential),
    /// Uniform between two bounds.
    Uniform(Uniform),
    /// A constant.
    Deterministic(Deterministic),
    /// Measured values.
    Empirical(Empirical),
}

macro_rules! each {
    ($distribution:expr, $family:ident => $answer:expr) => {
        match $distribution {
            Distribution::Exponential($family) => $answer,
            Distribution::Weibull($family) => $answer,
            Distribution::LogNormal($family) => $answer,
            Distribution::Gamma($family) => $answer,
            Distribution::HyperExponential($family) => $answer,
            Distribution::Uniform($family) => $answer,
            Distribution::Deterministic($family) => $answer,
            Distribution::Empirical($family) => $answer,
        }
    };
}

impl Distribution {
    /// The median; `None` for gamma and hyper-exponential, whose medians have
    /// no closed form.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        match self {
            Distribution::Exponential(family) => Some(family.median()),
            Distribution::Weibull(family) => Some(family.median()),
            Distribution::LogNormal(family) => Some(family.median()),
            Distribution::Gamma(_) | Distribution::HyperExponential(_) => None,
            Distribution::Uniform(family) => Some(family.median()),
            Distribution::Deterministic(family) => Some(family.median()),
            Distribution::Empirical(family) => Some(family.median()),
        }
    }
}

impl Variate for Distribution {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        each!(self, family => family.sample(rng))
    }

    fn mean(&self) -> f64 {
        each!(self, family => family.mean())
    }

    fn variance(&self) -> f64 {
        each!(self, family => family.variance())
    }
}

impl Residual for Distribution {
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        each!(self, family => family.sample_residual(rng))
    }

    fn residual_mean(&self) -> f64 {
        each!(self, family => family.residual_mean())
    }
}

macro_rules! from {
    ($($family:ident)*) => {
        $(impl From<$family> for Distribution {
            fn from(family: $family) -> Self {
                Distribution::$family(family)
            }
        })*
    };
}

from! { Exponential Weibull LogNormal Gamma HyperExponential Uniform Deterministic Empirical }
