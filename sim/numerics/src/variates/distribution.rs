//! Any distribution of intervals, behind one type.
//!
//! A scenario names a family; the model that reads it draws without asking
//! which one it was. An enum, not a trait object: a draw is a jump through a
//! table and can still be inlined.

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
    /// Without memory.
    Exponential(Exponential),
    /// Of falling or rising hazard.
    Weibull(Weibull),
    /// Of many small factors.
    LogNormal(LogNormal),
    /// Of exponential stages.
    Gamma(Gamma),
    /// Of several kinds of exponential intervals.
    HyperExponential(HyperExponential),
    /// Anything between two bounds.
    Uniform(Uniform),
    /// Always the same.
    Deterministic(Deterministic),
    /// As measured.
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
    /// Half of the draws are below; `None` for gamma and hyper-exponential,
    /// whose medians have no closed form.
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
