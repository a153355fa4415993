//! Student's t distribution (Student 1908), for confidence intervals from few replications.
//!
//! The distribution function is a regularised incomplete beta function; the quantile is found by
//! bisection, which always converges and is fast enough for a table. It is implemented here, because
//! a library that calls the system's logarithm would make the last digit of an interval depend on the
//! machine.

use crate::beta::incomplete_beta;
use crate::root::turn;

/// P(T <= t) for `degrees` > 0 degrees of freedom.
#[must_use]
pub fn student_cdf(t: f64, degrees: f64) -> f64 {
    let tail = 0.5 * incomplete_beta(degrees / (degrees + t * t), 0.5 * degrees, 0.5);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The t with P(T <= t) = `p`, for 0 < p < 1. Accurate to about 12 digits.
#[must_use]
pub fn student_quantile(p: f64, degrees: f64) -> f64 {
    if p < 0.5 {
        return -student_quantile(1.0 - p, degrees);
    }
    let mut high = 1.0;
    while student_cdf(high, degrees) < p && high < 1e12 {
        high *= 2.0;
    }
    turn(|t| student_cdf(t, degrees) < p, 0.0, high, |low, high| high - low <= 1e-13 * high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two-sided 95% and one-sided 99.5% points as printed in every table of the distribution.
    #[test]
    fn quantiles_are_those_of_the_printed_tables() {
        for (p, degrees, expected) in [
            (0.975, 1.0, 12.706_204_736),
            (0.975, 2.0, 4.302_652_730),
            (0.975, 9.0, 2.262_157_163),
            (0.975, 19.0, 2.093_024_054),
            (0.975, 30.0, 2.042_272_456),
            (0.995, 4.0, 4.604_094_871),
            (0.975, 1e6, 1.959_966_357),
        ] {
            let found = student_quantile(p, degrees);
            assert!(
                (found - expected).abs() < 2e-9 * expected,
                "t({p}, {degrees}) = {found}, not {expected}"
            );
        }
    }

    #[test]
    fn one_degree_is_the_cauchy_distribution() {
        // P(T <= 1) = 3/4 and the median is 0.
        assert!((student_cdf(1.0, 1.0) - 0.75).abs() < 1e-14);
        assert!((student_cdf(0.0, 1.0) - 0.5).abs() < 1e-14);
    }

    #[test]
    fn it_is_symmetric() {
        assert_eq!(student_quantile(0.1, 5.0), -student_quantile(0.9, 5.0));
        assert!((student_cdf(-2.0, 7.0) + student_cdf(2.0, 7.0) - 1.0).abs() < 1e-14);
    }
}
