//! The deterministic distribution: a constant.

use super::range::{NOT_NEGATIVE, check};
use super::{Residual, Variate, VariateError, unit};
use rand::Rng;

/// Deterministic: a constant. Draws no random numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deterministic {
    value: f64,
}

impl Deterministic {
    /// `value` from 0 to 1e30.
    ///
    /// # Errors
    /// If the value is outside that range.
    pub fn new(value: f64) -> Result<Self, VariateError> {
        Ok(Deterministic { value: check("a deterministic", "value", value, &NOT_NEGATIVE)? })
    }

    /// The value, which is both mean and median.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.value
    }
}

impl Variate for Deterministic {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, _: &mut R) -> f64 {
        self.value
    }

    fn mean(&self) -> f64 {
        self.value
    }

    fn variance(&self) -> f64 {
        0.0
    }
}

impl Residual for Deterministic {
    /// Uniform from 0 to the value.
    #[inline]
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        unit(rng) * self.value
    }

    fn residual_mean(&self) -> f64 {
        0.5 * self.value
    }
}
