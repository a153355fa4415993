//! The Weibull distribution: the usual model of lifetimes and availability intervals.

use core::ops::RangeInclusive;

use pxfm::{f_expm1, f_lgamma, f_log};

use super::exp::exp;
use super::gamma::standard_gamma;
use super::range::{POSITIVE, check};
use super::{Residual, Variate, VariateError, standard_exponential, unit};
use rand::Rng;

/// Much below 0.02 the variance could overflow; above 1000 the variate is constant to within about 0.1%.
const SHAPE: RangeInclusive<f64> = 0.02..=1e3;

/// Weibull: survival `exp(-(t / scale)^shape)`.
///
/// A shape below 1 means a decreasing hazard (the longer a volunteer has
/// stayed, the longer the expected remaining stay), 1 is the exponential, and
/// above 1 the hazard increases (wear-out).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weibull {
    shape: f64,
    inverse_shape: f64,
    scale: f64,
}

impl Weibull {
    /// `shape` from 0.02 to 1000, without unit; `scale` from 1e-30 to 1e30, in the unit of the draws.
    ///
    /// # Errors
    /// If a parameter is outside its range.
    pub fn new(shape: f64, scale: f64) -> Result<Self, VariateError> {
        let shape = check("a Weibull", "shape", shape, &SHAPE)?;
        let scale = check("a Weibull", "scale", scale, &POSITIVE)?;
        Ok(Weibull { shape, inverse_shape: 1.0 / shape, scale })
    }

    /// The shape, often `k`.
    #[must_use]
    pub fn shape(&self) -> f64 {
        self.shape
    }

    /// The scale, often lambda: the 63.2% quantile.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The median, `scale ln(2)^(1/shape)`.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.scale * exp(f_log(core::f64::consts::LN_2) * self.inverse_shape)
    }

    /// `ln(E[X^2] / E[X]^2)`, the logarithm of one plus the squared coefficient of variation.
    fn log_moment_ratio(&self) -> f64 {
        let x = self.inverse_shape;
        if self.shape > NEARLY_CONSTANT {
            return zeta_series(x);
        }
        f_lgamma(1.0 + 2.0 * x) - 2.0 * f_lgamma(1.0 + x)
    }
}

impl Variate for Weibull {
    /// `scale E^(1/shape)` with `E` exponential, the power as `exp(ln(E) / shape)`.
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        self.scale * exp(f_log(standard_exponential(rng)) * self.inverse_shape)
    }

    /// `scale Γ(1 + 1/shape)`.
    fn mean(&self) -> f64 {
        self.scale * exp(f_lgamma(1.0 + self.inverse_shape))
    }

    fn variance(&self) -> f64 {
        let mean = self.mean();
        mean * mean * f_expm1(self.log_moment_ratio())
    }
}

impl Residual for Weibull {
    /// Length-biased, `(X / scale)^shape` is a gamma variate of shape `1 + 1/shape`.
    fn sample_residual<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        let power = standard_gamma(rng, 1.0 + self.inverse_shape);
        unit(rng) * self.scale * exp(f_log(power) * self.inverse_shape)
    }

    fn residual_mean(&self) -> f64 {
        0.5 * self.mean() * exp(self.log_moment_ratio())
    }
}

/// From this shape on, the difference of two log-gammas loses digits, and a series replaces it.
const NEARLY_CONSTANT: f64 = 32.0;

/// `ln Γ(1 + 2x) - 2 ln Γ(1 + x)` for small `x`, without cancellation.
///
/// From `ln Γ(1 + x) = -γx + Σ ζ(n) (-x)^n / n` (Abramowitz & Stegun 1964,
/// 6.1.33), in which the first-order terms cancel exactly.
fn zeta_series(x: f64) -> f64 {
    let mut sum = 0.0;
    let mut two_to_n = f64::from(1_u16 << (ZETA.len() + 1));
    for (i, zeta) in ZETA.iter().enumerate().rev() {
        let n = (i + 2) as f64;
        sum = zeta * (two_to_n - 2.0) / n - x * sum;
        two_to_n *= 0.5;
    }
    sum * x * x
}

/// Riemann's zeta of 2 to 12.
const ZETA: [f64; 11] = [
    1.644_934_066_848_226_4,
    1.202_056_903_159_594_2,
    1.082_323_233_711_138_1,
    1.036_927_755_143_37,
    1.017_343_061_984_449_2,
    1.008_349_277_381_923,
    1.004_077_356_197_944_4,
    1.002_008_392_826_082_1,
    1.000_994_575_127_818,
    1.000_494_188_604_119_4,
    1.000_246_086_553_308,
];
