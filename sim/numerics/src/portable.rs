//! Distribution functions for models, reproducible to the last bit.
//!
//! A study needs a probability to a dozen digits. In a model the last digit can decide which of two events comes
//! first, so all must be the same on every machine. The functions at the [root of this crate](crate) use `pxfm`'s
//! logarithm of the gamma function and its error function, which are fast and accurate in the tails, but not
//! correctly rounded: they differ in the last bit between processors with and without fused multiply-add. The
//! functions of this module use only correctly rounded logarithms and exponentials, in the same series and continued
//! fractions.

use pxfm::f_log;

use crate::fraction::Effort;
use crate::gamma::stirling;
use crate::variates::exp;
use crate::{beta, gamma};

/// Iterates until the last bit is stable, with an upper limit of terms that suffices for any legal parameter.
const EFFORT: Effort = Effort { terms: 3000, near: 1e-16 };

/// The logarithm of the gamma function, for `x` above 0: Stirling's series (Abramowitz & Stegun 1964, 6.1.41), after a
/// shift to arguments for which it is accurate. To about 14 digits.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    const HALF_LOG_TWO_PI: f64 = 0.918_938_533_204_672_8;
    let mut shift = 1.0;
    let mut x = x;
    while x < 12.0 {
        shift *= x;
        x += 1.0;
    }
    (x - 0.5) * f_log(x) - x + HALF_LOG_TWO_PI + stirling(x) - f_log(shift)
}

/// P(X <= x) of a gamma distribution with `shape` > 0 and scale 1.
#[must_use]
pub fn gamma_cdf(x: f64, shape: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = exp(shape * f_log(x) - x - ln_gamma(shape));
    if x < shape + 1.0 {
        (front * gamma::series(x, shape, EFFORT)).min(1.0)
    } else {
        1.0 - front * gamma::fraction(x, shape, EFFORT)
    }
}

/// P(X <= x) of a beta distribution with `a` and `b` above 0: the regularised incomplete beta function I_x(a, b).
#[must_use]
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return f64::from(u8::from(x >= 1.0));
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_cdf(1.0 - x, b, a);
    }
    let log_front = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * f_log(x) + b * f_log(1.0 - x);
    (exp(log_front) / a * beta::fraction(x, a, b, EFFORT)).min(1.0)
}

/// P(Z <= z) of the standard normal distribution: half of the gamma distribution with shape 1/2.
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    let half = 0.5 * gamma_cdf(0.5 * z * z, 0.5);
    if z < 0.0 { 0.5 - half } else { 0.5 + half }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_are_those_of_tables() {
        let is = |value: f64, exact: f64| assert!((value - exact).abs() < 1e-13, "{value} {exact}");
        is(ln_gamma(0.5), 0.572_364_942_924_700_1);
        is(ln_gamma(10.3), 13.482_036_786_138_36);
        is(normal_cdf(1.959_963_984_540_054), 0.975);
        is(normal_cdf(-3.0), 0.001_349_898_031_630_094_5);
        is(gamma_cdf(2.0, 1.0), 1.0 - exp(-2.0));
        is(gamma_cdf(2.5, 3.0), 0.456_186_884_116_675);
        is(beta_cdf(0.4, 2.0, 3.0), 0.5248);
        is(beta_cdf(0.25, 0.5, 0.5), 1.0 / 3.0);
        is(beta_cdf(0.9, 3.0, 0.7) + beta_cdf(0.1, 0.7, 3.0), 1.0);
    }

    #[test]
    fn the_values_are_those_that_studies_use_to_a_dozen_digits() {
        let agree = |one: f64, other: f64| assert!((one - other).abs() < 1e-12, "{one} {other}");
        for i in 1..40_u32 {
            for j in 1..40_u32 {
                let (shape, x) = (0.11 * f64::from(i * i), 0.13 * f64::from(j * j));
                agree(gamma_cdf(x, shape), crate::gamma_cdf(x, shape));
                agree(
                    beta_cdf(f64::from(j) / 40.0, shape, 1.7),
                    crate::incomplete_beta(f64::from(j) / 40.0, shape, 1.7),
                );
            }
            let z = 0.2 * f64::from(i) - 4.0;
            agree(normal_cdf(z), crate::normal_cdf(z));
        }
    }
}
