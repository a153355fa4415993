//! The log-normal distribution: the limit of a product of many small factors.

use core::ops::RangeInclusive;

use pxfm::{f_expm1, f_log, f_log1p};

use super::exp::exp;
use super::range::{POSITIVE, check};
use super::{Residual, Variate, VariateError, standard_normal, unit};
use rand::Rng;

const MU: RangeInclusive<f64> = -100.0..=100.0;
/// Above 15 the variance could overflow.
const SIGMA: RangeInclusive<f64> = 0.0..=15.0;
const CV: RangeInclusive<f64> = 0.0..=1e6;

/// Log-normal: the logarithm is normal with mean `mu` and standard deviation `sigma`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    mu: f64,
    sigma: f64,
}

impl LogNormal {
    /// `mu` from -100 to 100: the logarithm of the median; `sigma` from 0 to 15.
    ///
    /// `mu` depends on the unit: between hours and seconds it differs by `ln 3600`.
    ///
    /// # Errors
    /// If a parameter is outside its range.
    pub fn new(mu: f64, sigma: f64) -> Result<Self, VariateError> {
        Ok(LogNormal {
            mu: check("a log-normal", "mu", mu, &MU)?,
            sigma: check("a log-normal", "sigma", sigma, &SIGMA)?,
        })
    }

    /// By the mean of the draws, from 1e-30 to 1e30, and their coefficient of variation, from 0 to 1e6.
    ///
    /// `sigma^2 = ln(1 + cv^2)` and `mu = ln(mean) - sigma^2 / 2`.
    ///
    /// # Errors
    /// If a parameter is outside its range.
    pub fn from_mean_cv(mean: f64, cv: f64) -> Result<Self, VariateError> {
        let mean = check("a log-normal", "mean", mean, &POSITIVE)?;
        let cv = check("a log-normal", "coefficient of variation", cv, &CV)?;
        let variance_of_log = f_log1p(cv * cv);
        LogNormal::new(f_log(mean) - 0.5 * variance_of_log, variance_of_log.sqrt())
    }

    /// The mean of the logarithm.
    #[must_use]
    pub fn mu(&self) -> f64 {
        self.mu
    }

    /// The standard deviation of the logarithm.
    #[must_use]
    pub fn sigma(&self) -> f64 {
        self.sigma
    }

    /// The median, `exp(mu)`.
    #[must_use]
    pub fn median(&self) -> f64 {
        exp(self.mu)
    }
}

impl Variate for LogNormal {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        exp(self.mu + self.sigma * standard_normal(rng))
    }

    /// `exp(mu + sigma^2 / 2)`.
    fn mean(&self) -> f64 {
        exp(self.mu + 0.5 * self.sigma * self.sigma)
    }

    /// `mean^2 (exp(sigma^2) - 1)`.
    fn variance(&self) -> f64 {
        let mean = self.mean();
        mean * mean * f_expm1(self.sigma * self.sigma)
    }
}

impl Residual for LogNormal {
    /// Length-biased, it is log-normal again, with `mu + sigma^2` in place of `mu`.
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let biased = self.mu + self.sigma * (self.sigma + standard_normal(rng));
        unit(rng) * exp(biased)
    }

    /// `exp(mu + 3 sigma^2 / 2) / 2`.
    fn residual_mean(&self) -> f64 {
        0.5 * exp(self.mu + 1.5 * self.sigma * self.sigma)
    }
}
