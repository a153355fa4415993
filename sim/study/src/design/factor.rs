//! Factors: from coordinates of the unit cube to values.

use bazaar_numerics::variates::{Beta, Distribution, Normal, Quantile, exp};
use pxfm::f_log;

use super::DesignError;

/// A factor of a study: turns a coordinate between 0 and 1 into a value.
///
/// The value increases with the coordinate, so ranks and strata are preserved.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor(Law);

#[derive(Clone, Debug, PartialEq)]
enum Law {
    Uniform { low: f64, high: f64 },
    LogUniform { low: f64, high: f64 },
    Choice { count: usize },
    Triangular { low: f64, mode: f64, high: f64 },
    Distribution(Distribution),
    Normal(Normal),
    Beta(Beta),
}

impl Factor {
    /// Uniform between two numbers.
    ///
    /// # Errors
    /// Unless `low` is below `high` and both are finite.
    pub fn uniform(low: f64, high: f64) -> Result<Self, DesignError> {
        ordered(low, high)?;
        Ok(Factor(Law::Uniform { low, high }))
    }

    /// Uniform on a logarithmic scale between two positive numbers.
    ///
    /// # Errors
    /// Unless `low` is above 0 and below `high`, and both are finite.
    pub fn log_uniform(low: f64, high: f64) -> Result<Self, DesignError> {
        ordered(low, high)?;
        if low <= 0.0 {
            return Err(DesignError::NotPositive { low });
        }
        Ok(Factor(Law::LogUniform { low, high }))
    }

    /// One of `count` alternatives with equal probability: the value is its index, from 0.
    ///
    /// # Errors
    /// If `count` is 0.
    pub fn choice(count: usize) -> Result<Self, DesignError> {
        if count == 0 { Err(DesignError::NoChoice) } else { Ok(Factor(Law::Choice { count })) }
    }

    /// Triangular between two numbers, with a mode.
    ///
    /// # Errors
    /// Unless `low` is below `high`, `mode` lies between them, and all are finite.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, DesignError> {
        ordered(low, high)?;
        if !(low..=high).contains(&mode) {
            return Err(DesignError::Range { low, high: mode });
        }
        Ok(Factor(Law::Triangular { low, mode, high }))
    }

    /// The value at a coordinate from 0 to 1.
    ///
    /// The ends of a distribution without bounds are those at 2^-53 from 0 and 1,
    /// so every value is finite.
    #[must_use]
    pub fn value(&self, u: f64) -> f64 {
        let inside = || u.clamp(0.5 * f64::EPSILON, 1.0 - 0.5 * f64::EPSILON);
        match &self.0 {
            Law::Uniform { low, high } => low * (1.0 - u) + high * u,
            Law::LogUniform { low, high } => {
                exp(f_log(*low) * (1.0 - u) + f_log(*high) * u).clamp(*low, *high)
            }
            Law::Choice { count } => (u * *count as f64).floor().clamp(0.0, (count - 1) as f64),
            Law::Triangular { low, mode, high } => {
                // The closed form (Law 2015, section 8.3.15), from the end on the mode's side.
                let width = high - low;
                if u * width < mode - low {
                    low + (u * width * (mode - low)).sqrt()
                } else {
                    high - ((1.0 - u) * width * (high - mode)).sqrt()
                }
            }
            Law::Distribution(distribution) => distribution.quantile(inside()),
            Law::Normal(normal) => normal.quantile(inside()),
            Law::Beta(beta) => beta.quantile(inside()),
        }
    }
}

fn ordered(low: f64, high: f64) -> Result<(), DesignError> {
    let fits = low < high && low.is_finite() && high.is_finite();
    if fits { Ok(()) } else { Err(DesignError::Range { low, high }) }
}

impl<D: Into<Distribution>> From<D> for Factor {
    fn from(distribution: D) -> Self {
        Factor(Law::Distribution(distribution.into()))
    }
}

impl Factor {
    /// A trait that is normally distributed.
    #[must_use]
    pub fn normal(normal: Normal) -> Self {
        Factor(Law::Normal(normal))
    }

    /// A share that has a beta distribution.
    #[must_use]
    pub fn beta(beta: Beta) -> Self {
        Factor(Law::Beta(beta))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bazaar_numerics::variates::Exponential;

    #[test]
    fn ends_and_middles_are_where_they_should_be() {
        let range = Factor::uniform(-2.0, 6.0).unwrap();
        assert_eq!((range.value(0.0), range.value(0.5), range.value(1.0)), (-2.0, 2.0, 6.0));
        let decades = Factor::log_uniform(1.0, 100.0).unwrap();
        assert!((decades.value(0.5) - 10.0).abs() < 1e-12);
        assert_eq!((decades.value(0.0), decades.value(1.0)), (1.0, 100.0));
        let choice = Factor::choice(3).unwrap();
        assert_eq!([0.0, 0.3, 0.34, 0.99, 1.0].map(|u| choice.value(u)), [0.0, 0.0, 1.0, 2.0, 2.0]);
    }

    #[test]
    fn a_triangle_has_its_mode_and_its_mean() {
        let triangle = Factor::triangular(1.0, 2.0, 5.0).unwrap();
        assert_eq!((triangle.value(0.0), triangle.value(0.25), triangle.value(1.0)), (1.0, 2.0, 5.0));
        let mean = (0..10_000).map(|k| triangle.value((f64::from(k) + 0.5) / 1e4)).sum::<f64>() / 1e4;
        assert!((mean - 8.0 / 3.0).abs() < 1e-6, "{mean}");
        assert!(Factor::triangular(1.0, 6.0, 5.0).is_err());
    }

    #[test]
    fn a_distribution_is_finite_at_both_ends() {
        let factor = Factor::from(Exponential::new(2.0).unwrap());
        assert!((factor.value(0.5) - 2.0 * 2.0_f64.ln()).abs() < 1e-14);
        assert!(factor.value(0.0) >= 0.0 && factor.value(1.0) < 100.0);
        assert!(Factor::normal(Normal::new(0.0, 1.0).unwrap()).value(0.0) < -8.0);
    }

    #[test]
    fn a_range_the_wrong_way_round_is_refused() {
        assert!(Factor::uniform(1.0, 1.0).is_err() && Factor::uniform(0.0, f64::INFINITY).is_err());
        assert_eq!(Factor::log_uniform(0.0, 1.0), Err(DesignError::NotPositive { low: 0.0 }));
        assert_eq!(Factor::choice(0), Err(DesignError::NoChoice));
    }
}
