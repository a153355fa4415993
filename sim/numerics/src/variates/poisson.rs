//! The Poisson distribution: the number of events of a Poisson process in a given time.

use core::ops::RangeInclusive;

use pxfm::f_log;

use super::exp::exp;
use super::poisson_mass::log_mass;
use super::range::check;
use super::{Variate, VariateError, open_unit, unit};
use rand::Rng;

/// Above 1e12 the spacing of floating-point numbers would affect the distribution.
const MEAN: RangeInclusive<f64> = 0.0..=1e12;

/// Below this mean by inversion; from it on by a rejection whose cost does not depend on the mean.
const LARGE: f64 = 10.0;

/// Poisson: the number of events in a time in which `mean` are expected.
///
/// Means below 10 by inversion, one uniform draw each, so that with common
/// random numbers a larger mean never gives a smaller count; others by the
/// transformed rejection PTRS of Hörmann (1993).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    mean: f64,
    /// `exp(-mean)`, where inversion starts; stored since it is most of the cost.
    none: f64,
}

impl Poisson {
    /// `mean` from 0 to 1e12.
    ///
    /// # Errors
    /// If the mean is outside that range.
    pub fn new(mean: f64) -> Result<Self, VariateError> {
        let mean = check("a Poisson", "mean", mean, &MEAN)?;
        Ok(Poisson { mean, none: exp(-mean) })
    }

    /// One draw, as a whole number.
    pub fn sample_count<R: Rng + ?Sized>(&self, rng: &mut R) -> u64 {
        if self.mean < LARGE { invert(unit(rng), self.mean, self.none) } else { reject(rng, self.mean) }
    }
}

impl Variate for Poisson {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.sample_count(rng) as f64
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn variance(&self) -> f64 {
        self.mean
    }
}

/// A draw for a mean that changes from draw to draw, at most about 1e15.
pub(super) fn count<R: Rng + ?Sized>(rng: &mut R, mean: f64) -> u64 {
    if mean < LARGE { invert(unit(rng), mean, exp(-mean)) } else { reject(rng, mean) }
}

/// The smallest count whose cumulated mass exceeds `u` (Devroye 1986, section X.3.3).
fn invert(u: f64, mean: f64, none: f64) -> u64 {
    let mut count = 0_u64;
    let mut mass = none;
    let mut below = mass;
    // The masses add up to 1 only up to rounding: stop when a further one no
    // longer changes the sum.
    while u >= below {
        count += 1;
        mass *= mean / count as f64;
        let sum = below + mass;
        if sum <= below && count as f64 > mean {
            break;
        }
        below = sum;
    }
    count
}

/// Algorithm PTRS of Hörmann (1993), for means of 10 and more.
fn reject<R: Rng + ?Sized>(rng: &mut R, mean: f64) -> u64 {
    let b = 0.931 + 2.53 * mean.sqrt();
    let a = -0.059 + 0.02483 * b;
    loop {
        let u = open_unit(rng) - 0.5;
        let v = open_unit(rng);
        let edge = 0.5 - u.abs();
        let k = ((2.0 * a / edge + b) * u + mean + 0.43).floor();
        #[expect(clippy::cast_possible_truncation, reason = "a whole number, at most 2^53")]
        #[expect(clippy::cast_sign_loss, reason = "used only where k is not negative")]
        let count = k as u64;
        if edge >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2.0) {
            return count;
        }
        if k < 0.0 || (edge < 0.013 && v > edge) {
            continue;
        }
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        if f_log(v * inverse_alpha / (a / (edge * edge) + b)) <= log_mass(k, mean) {
            return count;
        }
    }
}
