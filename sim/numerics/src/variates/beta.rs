//! The beta distribution, for probabilities that vary between individuals.

use super::exp::exp;
use super::gamma::{SHAPE, log_standard_gamma};
use super::range::check;
use super::{Variate, VariateError};
use rand::Rng;

/// Beta: density proportional to `p^(a - 1) (1 - p)^(b - 1)` on 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beta {
    a: f64,
    b: f64,
}

impl Beta {
    /// Both parameters from 0.001 to 1e9.
    ///
    /// # Errors
    /// If a parameter is outside that range.
    pub fn new(a: f64, b: f64) -> Result<Self, VariateError> {
        Ok(Beta { a: check("a beta", "a", a, &SHAPE)?, b: check("a beta", "b", b, &SHAPE)? })
    }

    /// The first parameter: the larger, the nearer the probability is to 1.
    #[must_use]
    pub fn a(&self) -> f64 {
        self.a
    }

    /// The second parameter: the larger, the nearer the probability is to 0.
    #[must_use]
    pub fn b(&self) -> f64 {
        self.b
    }
}

impl Variate for Beta {
    /// `X / (X + Y)` with gamma variates of shapes `a` and `b` (Devroye 1986, section IX.3.1).
    ///
    /// Computed with logarithms, since for small parameters both may underflow to 0.
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let x = log_standard_gamma(rng, self.a);
        let y = log_standard_gamma(rng, self.b);
        1.0 / (1.0 + exp(y - x))
    }

    fn mean(&self) -> f64 {
        self.a / (self.a + self.b)
    }

    fn variance(&self) -> f64 {
        let sum = self.a + self.b;
        (self.a / sum) * (self.b / sum) / (sum + 1.0)
    }
}
