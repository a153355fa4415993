//! The gamma distribution: the regularised incomplete gamma functions.
//!
//! By the series below the mean and the continued fraction above it (Abramowitz & Stegun 1964, 6.5.29 and
//! 6.5.31), as in Press et al. (2007, section 6.2).

use core::f64::consts::FRAC_1_PI;

use crate::variates::exp;
use pxfm::{f_lgamma, f_log, f_log1p, f_log1pmx};

use crate::fraction::{Effort, Lentz};
use crate::root::rising_root;

/// The number of terms, sufficient up to a shape of a hundred million.
const EFFORT: Effort = Effort { terms: 100_000, near: 1e-15 };

/// P(X <= x) of a gamma distribution with `shape` > 0 and scale 1.
#[must_use]
pub fn gamma_cdf(x: f64, shape: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < shape + 1.0 {
        lower(x, shape)
    } else {
        1.0 - upper(x, shape)
    }
}

/// P(X > x): accurate in the tail, where 1 - P(X <= x) would lose all digits.
#[must_use]
pub fn gamma_survival(x: f64, shape: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x < shape + 1.0 {
        1.0 - lower(x, shape)
    } else {
        upper(x, shape)
    }
}

/// The logarithm of P(X > x): accurate where the probability itself underflows.
#[must_use]
pub fn gamma_log_survival(x: f64, shape: f64) -> f64 {
    if x < shape + 1.0 {
        f_log(gamma_survival(x, shape))
    } else {
        f_log(fraction(x, shape, EFFORT)) + gamma_log_front(x, shape)
    }
}

/// The x with P(X <= x) = `p`, for 0 < p < 1. Accurate to about 12 digits.
#[must_use]
pub fn gamma_quantile(p: f64, shape: f64) -> f64 {
    let mut high = shape + 1.0;
    while gamma_cdf(high, shape) < p && high < 1e12 {
        high *= 2.0;
    }
    rising_root(|x| gamma_cdf(x, shape) - p, 0.0, high)
}

fn front(x: f64, shape: f64) -> f64 {
    exp(gamma_log_front(x, shape))
}

/// The logarithm of x^shape e^-x / gamma(shape).
///
/// For a large shape the three terms are large and nearly cancel; Stirling's series cancels them
/// analytically.
pub fn gamma_log_front(x: f64, shape: f64) -> f64 {
    if shape < STIRLING {
        return shape * f_log(x) - x - f_lgamma(shape);
    }
    shape * f_log1pmx((x - shape) / shape) + 0.5 * f_log(shape * (0.5 * FRAC_1_PI)) - stirling(shape)
}

/// The logarithm of z (z + 1) ... (z + n - 1), for z > 0 and an integer n, without the cancellation
/// in the difference of two log-gammas at large z.
pub fn log_rising(z: f64, n: f64) -> f64 {
    if z < STIRLING {
        return f_lgamma(z + n) - f_lgamma(z);
    }
    (z - 0.5) * f_log1p(n / z) - n + n * f_log(z + n) + stirling(z + n) - stirling(z)
}

/// From here on Stirling's series is accurate to sixteen digits.
const STIRLING: f64 = 16.0;

/// The remainder of Stirling's formula (Abramowitz & Stegun 1964, 6.1.41).
pub(crate) fn stirling(z: f64) -> f64 {
    let w = 1.0 / (z * z);
    (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0)))) / z
}

fn lower(x: f64, shape: f64) -> f64 {
    series(x, shape, EFFORT) * front(x, shape)
}

fn upper(x: f64, shape: f64) -> f64 {
    fraction(x, shape, EFFORT) * front(x, shape)
}

/// The factor of the front in P(X <= x), for `x` < `shape` + 1 (6.5.29).
pub(crate) fn series(x: f64, shape: f64, effort: Effort) -> f64 {
    let mut term = 1.0 / shape;
    let mut sum = term;
    for step in 1..effort.terms {
        term *= x / (shape + f64::from(step));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// The factor of the front in P(X > x), for `x` >= `shape` + 1 (6.5.31).
pub(crate) fn fraction(x: f64, shape: f64, effort: Effort) -> f64 {
    let mut b = x + 1.0 - shape;
    let mut fraction = Lentz::one_over(b, Lentz::NOTHING);
    for step in 1..effort.terms {
        let i = f64::from(step);
        b += 2.0;
        if (fraction.step(-i * (i - shape), b) - 1.0).abs() < effort.near {
            break;
        }
    }
    fraction.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_shape_is_a_poisson_count() {
        // P(X > x) with shape 3 is the probability of fewer than three events where x are expected.
        let x: f64 = 2.5;
        let expected = (-x).exp() * (1.0 + x + x * x / 2.0);
        assert!((gamma_survival(x, 3.0) - expected).abs() < 1e-14);
        assert!((gamma_cdf(x, 3.0) + expected - 1.0).abs() < 1e-14);
    }

    #[test]
    fn printed_points_of_chi_squared_come_out() {
        // Half of a chi-squared with 2k degrees of freedom: .95 at 3.841459 (1), 18.307038 (10).
        assert!((2.0 * gamma_quantile(0.95, 0.5) - 3.841_458_820_694_124).abs() < 1e-10);
        assert!((2.0 * gamma_quantile(0.95, 5.0) - 18.307_038_053_275_15).abs() < 1e-10);
    }

    #[test]
    fn a_rising_product_is_a_sum_of_logarithms_at_any_size() {
        for z in [0.3, 5.0, 15.9, 16.0, 300.0, 1e6, 1e12] {
            let mut sum = 0.0;
            for n in 0..200 {
                let rising = log_rising(z, f64::from(n));
                assert!((rising - sum).abs() <= 4e-15 * sum.abs().max(30.0), "{z} {n} {rising} {sum}");
                sum += (z + f64::from(n)).ln();
            }
        }
    }

    #[test]
    fn the_front_goes_on_where_stirling_takes_over_and_is_a_normal_density_far_out() {
        for x in [0.1, 3.0, 15.0, 16.0, 20.0, 200.0] {
            let step = |shape: f64| gamma_log_front(x, shape);
            let (below, above) = (step(STIRLING - 1e-9), step(STIRLING));
            let slope = (step(STIRLING + 1e-3) - above) * 1e-6;
            assert!((above - below - slope).abs() < 1e-11, "{x} {below} {above}");
        }
        // x f(x) of a gamma law is a normal density of ln x, with a variance of 1 over its shape.
        let shape: f64 = 1e10;
        for sd in [-2.0, 0.0, 0.5, 3.0] {
            let x = shape * (1.0 + sd / shape.sqrt());
            let normal = 0.5 * (shape / (2.0 * core::f64::consts::PI)).ln() - 0.5 * sd * sd;
            assert!((gamma_log_front(x, shape) - normal).abs() < 1e-4, "{sd}");
        }
    }

    #[test]
    fn quantiles_agree_with_another_library() {
        use statrs::distribution::{ContinuousCDF, Gamma};
        for shape in [0.01, 0.3, 1.0, 4.4, 80.0] {
            let other = Gamma::new(shape, 1.0).unwrap();
            for p in [0.001, 0.1, 0.5, 0.9, 0.999] {
                let back = other.cdf(gamma_quantile(p, shape));
                assert!((back - p).abs() < 1e-9, "{p} of {shape}: {back}");
            }
        }
    }
}
