//! The uniform distribution between two bounds.

use super::range::{NOT_NEGATIVE, check};
use super::{Residual, Variate, VariateError, unit};
use rand::Rng;

/// Uniform between two bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    /// Both bounds from 0 to 1e30, `low` below `high`.
    ///
    /// # Errors
    /// If a bound is outside its range, or they are not increasing.
    pub fn new(low: f64, high: f64) -> Result<Self, VariateError> {
        let low = check("a uniform", "low bound", low, &NOT_NEGATIVE)?;
        let high = check("a uniform", "high bound", high, &NOT_NEGATIVE)?;
        if low < high {
            Ok(Uniform { low, high })
        } else {
            Err(VariateError::BoundsNotIncreasing { low, high })
        }
    }

    /// The lower bound.
    #[must_use]
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The upper bound.
    #[must_use]
    pub fn high(&self) -> f64 {
        self.high
    }

    /// The median: the midpoint.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.mean()
    }
}

impl Variate for Uniform {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        // By rounding, the sum may exceed the upper bound by one last digit.
        (self.low + (self.high - self.low) * unit(rng)).min(self.high)
    }

    fn mean(&self) -> f64 {
        0.5 * (self.low + self.high)
    }

    fn variance(&self) -> f64 {
        let width = self.high - self.low;
        width * width / 12.0
    }
}

impl Residual for Uniform {
    /// Length-biased, the *square* is uniform between the squared bounds.
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let (low, high) = (self.low * self.low, self.high * self.high);
        let biased = (low + (high - low) * unit(rng)).sqrt();
        unit(rng) * biased
    }

    /// `(low^2 + low high + high^2) / (3 (low + high))`.
    fn residual_mean(&self) -> f64 {
        let Uniform { low, high } = *self;
        (low * low + low * high + high * high) / (3.0 * (low + high))
    }
}
