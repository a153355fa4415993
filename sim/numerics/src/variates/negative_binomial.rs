//! The negative binomial distribution: overdispersed counts.

use core::ops::RangeInclusive;

use super::gamma::{SHAPE, standard_gamma};
use super::poisson;
use super::range::check;
use super::{Variate, VariateError};
use rand::Rng;

/// With this limit the rates of the mixture, up to 1e5 times the mean, stay within the range of a count.
const MEAN: RangeInclusive<f64> = 0.0..=1e9;

/// Negative binomial: Poisson counts whose means vary as a gamma variate (Greenwood & Yule 1920).
///
/// Parametrised by the mean and the dispersion `r`, the shape of that gamma:
/// the variance is `mean + mean^2 / r`, and the limit of large `r` is the Poisson.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NegativeBinomial {
    mean: f64,
    dispersion: f64,
}

impl NegativeBinomial {
    /// `mean` from 0 to 1e9; `dispersion` from 0.001 to 1e9.
    ///
    /// # Errors
    /// If a parameter is outside its range.
    pub fn new(mean: f64, dispersion: f64) -> Result<Self, VariateError> {
        Ok(NegativeBinomial {
            mean: check("a negative binomial", "mean", mean, &MEAN)?,
            dispersion: check("a negative binomial", "dispersion", dispersion, &SHAPE)?,
        })
    }

    /// The dispersion, often `r` or `k`.
    #[must_use]
    pub fn dispersion(&self) -> f64 {
        self.dispersion
    }

    /// One draw, as a whole number.
    pub fn sample_count<R: Rng + ?Sized>(&self, rng: &mut R) -> u64 {
        let rate = self.mean * (standard_gamma(rng, self.dispersion) / self.dispersion);
        poisson::count(rng, rate)
    }
}

impl Variate for NegativeBinomial {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.sample_count(rng) as f64
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn variance(&self) -> f64 {
        self.mean + self.mean * self.mean / self.dispersion
    }
}
