//! The exponential distribution: the memoryless interval.

use super::range::{POSITIVE, check};
use super::{Residual, Variate, VariateError, standard_exponential};
use rand::Rng;

/// Exponential: the interval between the events of a Poisson process.
///
/// Density `exp(-t / mean) / mean`. Drawn by the ziggurat of Marsaglia & Tsang (2000).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential {
    mean: f64,
}

impl Exponential {
    /// By its mean, from 1e-30 to 1e30.
    ///
    /// # Errors
    /// If the mean is outside that range.
    pub fn new(mean: f64) -> Result<Self, VariateError> {
        Ok(Exponential { mean: check("an exponential", "mean", mean, &POSITIVE)? })
    }

    /// By its rate, the reciprocal of the mean, from 1e-30 to 1e30.
    ///
    /// # Errors
    /// If the rate is outside that range.
    pub fn from_rate(rate: f64) -> Result<Self, VariateError> {
        Ok(Exponential { mean: 1.0 / check("an exponential", "rate", rate, &POSITIVE)? })
    }

    /// The rate, in events per unit of time.
    #[must_use]
    pub fn rate(&self) -> f64 {
        1.0 / self.mean
    }

    /// The median, `ln(2)` times the mean.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.mean * core::f64::consts::LN_2
    }
}

impl Variate for Exponential {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.mean * standard_exponential(rng)
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn variance(&self) -> f64 {
        self.mean * self.mean
    }
}

impl Residual for Exponential {
    /// A fresh draw: the exponential is memoryless.
    #[inline]
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.sample(rng)
    }

    fn residual_mean(&self) -> f64 {
        self.mean
    }
}
