//! The beta distribution, and with it the tails of the binomial distribution.
//!
//! The regularised incomplete beta function is computed by its continued fraction with Lentz's
//! method (Press et al. 2007, section 6.4). It also gives the tail of the number of successes in
//! `n` trials (Abramowitz & Stegun 1964, 26.5.24).

use crate::variates::exp;
use pxfm::{f_lgamma, f_log, f_log1p};

use crate::fraction::{Effort, Lentz};
use crate::root::rising_root;

const EFFORT: Effort = Effort { terms: 10_000, near: 1e-15 };

/// The regularised incomplete beta function I_x(a, b), for a and b above 0: P(X <= x) of a beta
/// distribution. 0 below the unit interval and 1 above.
#[must_use]
pub fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = exp(f_lgamma(a + b) - f_lgamma(a) - f_lgamma(b) + a * f_log(x) + b * f_log1p(-x));
    // The fraction converges fast on the side of the mean where x lies.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(x, a, b, EFFORT) / a
    } else {
        1.0 - front * fraction(1.0 - x, b, a, EFFORT) / b
    }
}

/// The factor of the front in I_x(a, b) times a, for x below the mean (26.5.8).
pub(crate) fn fraction(x: f64, a: f64, b: f64, effort: Effort) -> f64 {
    let mut fraction = Lentz::one_over(1.0 - (a + b) * x / (a + 1.0), 1.0);
    for step in 1..effort.terms {
        let m = f64::from(step);
        fraction.step(m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)), 1.0);
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        if (fraction.step(odd, 1.0) - 1.0).abs() < effort.near {
            break;
        }
    }
    fraction.value()
}

/// The x with I_x(a, b) = `p`, for 0 < p < 1. Accurate to about 12 digits.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    rising_root(|x| incomplete_beta(x, a, b) - p, 0.0, 1.0)
}

/// P(at least `successes` in `tries` trials) if each succeeds with `probability`.
#[must_use]
pub fn binomial_tail(successes: u64, tries: u64, probability: f64) -> f64 {
    if successes == 0 {
        return 1.0;
    }
    if successes > tries {
        return 0.0;
    }
    incomplete_beta(probability, successes as f64, (tries - successes) as f64 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_parameters_give_polynomials() {
        // I_x(2, 3) = 6x^2 - 8x^3 + 3x^4 and I_x(1, 1) = x.
        let x: f64 = 0.3;
        let expected = 6.0 * x * x - 8.0 * x * x * x + 3.0 * x * x * x * x;
        assert!((incomplete_beta(x, 2.0, 3.0) - expected).abs() < 1e-14);
        assert!((incomplete_beta(0.25, 1.0, 1.0) - 0.25).abs() < 1e-14);
    }

    #[test]
    fn quantiles_agree_with_another_library() {
        use statrs::distribution::{Beta, ContinuousCDF};
        for (a, b) in [(0.5, 0.5), (0.704, 1.182), (2.0, 7.0), (40.0, 3.0)] {
            let other = Beta::new(a, b).unwrap();
            for p in [0.001, 0.1, 0.5, 0.9, 0.999] {
                let back = other.cdf(beta_quantile(p, a, b));
                assert!((back - p).abs() < 1e-9, "{p} of ({a}, {b}): {back}");
            }
        }
    }

    #[test]
    fn the_tail_of_ten_coins_is_counted() {
        // 45 + 10 + 1 of 1,024 have at least eight heads.
        assert!((binomial_tail(8, 10, 0.5) - 56.0 / 1024.0).abs() < 1e-14);
        assert_eq!((binomial_tail(0, 10, 0.5), binomial_tail(11, 10, 0.5)), (1.0, 0.0));
    }
}
