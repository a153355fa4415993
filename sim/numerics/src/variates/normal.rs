//! The normal distribution.

use core::ops::RangeInclusive;

use super::range::{NOT_NEGATIVE, check};
use super::{Variate, VariateError, standard_normal};
use rand::Rng;

const MEAN: RangeInclusive<f64> = -1e30..=1e30;

/// Normal: for traits and errors, which may be negative; not for intervals.
///
/// Drawn by the ziggurat of Marsaglia & Tsang (2000).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    /// `mean` from -1e30 to 1e30, standard deviation `sd` from 0 to 1e30.
    ///
    /// # Errors
    /// If a parameter is outside its range.
    pub fn new(mean: f64, sd: f64) -> Result<Self, VariateError> {
        Ok(Normal {
            mean: check("a normal", "mean", mean, &MEAN)?,
            sd: check("a normal", "standard deviation", sd, &NOT_NEGATIVE)?,
        })
    }

    /// The standard deviation.
    #[must_use]
    pub fn sd(&self) -> f64 {
        self.sd
    }
}

impl Variate for Normal {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.mean + self.sd * standard_normal(rng)
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn variance(&self) -> f64 {
        self.sd * self.sd
    }
}
