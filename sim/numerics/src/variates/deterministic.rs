//! The deterministic distribution: always the same value.

use super::range::{NOT_NEGATIVE, check};
use super::{Residual, Variate, VariateError, unit};
use rand::Rng;

/// Always the same value. Takes nothing from the stream.
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

    /// Mean and median alike.
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
    /// Uniform between 0 and the value.
    #[inline]
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        unit(rng) * self.value
    }

    fn residual_mean(&self) -> f64 {
        0.5 * self.value
    }
}
