//! The gamma distribution: for an integer shape, the sum of this number of exponential stages (Erlang).

use core::ops::RangeInclusive;

use pxfm::f_log;

use super::exp::exp;
use super::range::{POSITIVE, check};
use super::{Residual, Variate, VariateError, open_unit, standard_exponential, standard_normal, unit};
use rand::Rng;

pub(super) const SHAPE: RangeInclusive<f64> = 1e-3..=1e9;

/// Gamma: density proportional to `t^(shape - 1) exp(-t / scale)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    shape: f64,
    scale: f64,
    /// A constant of the rejection, stored since it takes a square root and a division.
    c: f64,
}

impl Gamma {
    /// `shape` from 0.001 to 1e9, without unit; `scale` from 1e-30 to 1e30, in the unit of the draws.
    ///
    /// # Errors
    /// If a parameter is outside its range.
    pub fn new(shape: f64, scale: f64) -> Result<Self, VariateError> {
        let shape = check("a gamma", "shape", shape, &SHAPE)?;
        let scale = check("a gamma", "scale", scale, &POSITIVE)?;
        Ok(Gamma { shape, scale, c: c(d(shape)) })
    }

    /// The shape, often `k` or alpha.
    #[must_use]
    pub fn shape(&self) -> f64 {
        self.shape
    }

    /// The scale, often theta: the mean of one exponential stage.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.scale
    }
}

impl Variate for Gamma {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let draw = self.scale * cubed_normal(rng, d(self.shape), self.c);
        if self.shape < 1.0 { draw * boost(rng, self.shape) } else { draw }
    }

    fn mean(&self) -> f64 {
        self.shape * self.scale
    }

    fn variance(&self) -> f64 {
        self.shape * self.scale * self.scale
    }
}

impl Residual for Gamma {
    /// Length-biased, it is gamma again, with `shape + 1` in place of `shape`.
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let biased = self.scale * standard_gamma(rng, self.shape + 1.0);
        unit(rng) * biased
    }

    fn residual_mean(&self) -> f64 {
        0.5 * (self.shape + 1.0) * self.scale
    }
}

/// A gamma draw of scale 1, for a shape that changes from draw to draw.
pub(super) fn standard_gamma<R: Rng + ?Sized>(rng: &mut R, shape: f64) -> f64 {
    let d = d(shape);
    let draw = cubed_normal(rng, d, c(d));
    if shape < 1.0 { draw * boost(rng, shape) } else { draw }
}

/// The logarithm of such a draw, which stays finite where the draw itself would underflow to 0.
pub(super) fn log_standard_gamma<R: Rng + ?Sized>(rng: &mut R, shape: f64) -> f64 {
    let d = d(shape);
    let log = f_log(cubed_normal(rng, d, c(d)));
    if shape < 1.0 { log - standard_exponential(rng) / shape } else { log }
}

/// The first constant of the rejection; a shape below 1 is increased by 1, since the rejection needs at least 1.
#[inline]
fn d(shape: f64) -> f64 {
    if shape < 1.0 { shape + 2.0 / 3.0 } else { shape - 1.0 / 3.0 }
}

/// The second constant of the rejection.
#[inline]
fn c(d: f64) -> f64 {
    1.0 / (9.0 * d).sqrt()
}

/// `U^(1/shape)`, which turns a draw of shape + 1 into one of the shape (Marsaglia & Tsang 2000, section 6).
///
/// `-ln U` is an exponential draw, which the ziggurat generates without a logarithm.
fn boost<R: Rng + ?Sized>(rng: &mut R, shape: f64) -> f64 {
    exp(-standard_exponential(rng) / shape)
}

/// The rejection from a cubed normal of Marsaglia & Tsang (2000), for shapes of at least 1.
///
/// With `d = shape - 1/3` and `c = 1 / sqrt(9 d)`, `d (1 + c Z)^3` is so nearly
/// gamma that at least 95% of the draws are accepted, nearly all of them
/// without a logarithm.
#[inline]
fn cubed_normal<R: Rng + ?Sized>(rng: &mut R, d: f64, c: f64) -> f64 {
    loop {
        let z = standard_normal(rng);
        let base = 1.0 + c * z;
        if base <= 0.0 {
            continue;
        }
        let cube = base * base * base;
        let u = open_unit(rng);
        let square = z * z;
        if u < 1.0 - 0.0331 * square * square || accepts(u, square, d, cube) {
            return d * cube;
        }
    }
}

#[cold]
fn accepts(u: f64, square: f64, d: f64, cube: f64) -> bool {
    f_log(u) < 0.5 * square + d * (1.0 - cube + f_log(cube))
}
