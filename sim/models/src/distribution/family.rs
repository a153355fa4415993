//! Replacing one family of distributions by another with the same mean.
//!
//! The family of a distribution is an assumption like any other, and often made because it is convenient. A
//! result is sensitive to it if it changes when another family takes its place and nothing else changes: the
//! mean stays, and so does the coefficient of variation (standard deviation over mean) if the new family has
//! a parameter for it.

use bazaar_numerics::variates::{self, Variate, Weibull};
use bazaar_numerics::{halvings, turn};

use super::{Distribution, HyperExponential, LogNormal};
use crate::quantity::{Duration, Quantity, QuantityError, Rate, Unit};

/// A family of distributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Without memory; its coefficient of variation is 1.
    Exponential,
    /// Of falling or rising hazard.
    Weibull,
    /// Of many small factors, with a heavy tail.
    LogNormal,
    /// Of stages, or of rates that differ.
    Gamma,
    /// Of several exponential branches, of which one is taken; not determined by mean and coefficient of
    /// variation.
    HyperExponential,
    /// Always the same; its coefficient of variation is 0.
    Deterministic,
}

impl Family {
    /// Families that mean and coefficient of variation determine, so that they can replace another.
    pub const OF_MOMENTS: [Family; 5] =
        [Family::Exponential, Family::Weibull, Family::LogNormal, Family::Gamma, Family::Deterministic];

    /// Its name as a scenario writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Family::Exponential => "exponential",
            Family::Weibull => "weibull",
            Family::LogNormal => "log_normal",
            Family::Gamma => "gamma",
            Family::HyperExponential => "hyper_exponential",
            Family::Deterministic => "deterministic",
        }
    }

    /// Whether its coefficient of variation is a parameter.
    #[must_use]
    pub fn has_shape(self) -> bool {
        !matches!(self, Family::Exponential | Family::Deterministic)
    }
}

impl Distribution {
    /// The family, if it is a named one.
    #[must_use]
    pub fn family(&self) -> Option<Family> {
        match self {
            Self::Exponential { .. } => Some(Family::Exponential),
            Self::Weibull { .. } => Some(Family::Weibull),
            Self::LogNormal(_) => Some(Family::LogNormal),
            Self::Gamma { .. } => Some(Family::Gamma),
            Self::Deterministic(_) => Some(Family::Deterministic),
            Self::HyperExponential(_) => Some(Family::HyperExponential),
            Self::Uniform { .. } | Self::Empirical(_) => None,
        }
    }

    /// Mean, in hours, and coefficient of variation; `None` if the mean is zero or infinite, or
    /// the spread is.
    #[must_use]
    pub fn moments(&self) -> Option<(f64, f64)> {
        let variate = self.variate().ok()?;
        let (mean, variance) = (variate.mean(), variate.variance());
        let proper = mean > 0.0 && mean.is_finite() && variance.is_finite();
        proper.then(|| (mean, variance.sqrt() / mean))
    }

    /// A distribution of this family with a mean, in hours, and a coefficient of variation `cv`
    /// above 0, which those without a shape ignore; `None` if there is none.
    #[must_use]
    pub fn of_moments(family: Family, mean: f64, cv: f64) -> Option<Self> {
        let hours = |hours: f64| Quantity::<Duration>::new(hours).ok().filter(|some| *some > Quantity::ZERO);
        let made = match family {
            Family::Exponential => Self::Exponential { mean: hours(mean)? },
            Family::Deterministic => Self::Deterministic(hours(mean)?),
            Family::HyperExponential => return None,
            Family::LogNormal => {
                Self::LogNormal(LogNormal::Moments { mean: hours(mean)?, cv: Quantity::new(cv).ok()? })
            }
            Family::Gamma => {
                let shape = 1.0 / (cv * cv);
                Self::Gamma { shape, scale: hours(mean / shape)? }
            }
            Family::Weibull => {
                let shape = weibull_shape(cv)?;
                let of_one = Weibull::new(shape, 1.0).ok()?.mean();
                Self::Weibull { shape, scale: hours(mean / of_one)? }
            }
        };
        made.variate().ok().map(|_| made)
    }

    /// The same with every interval multiplied; `None` if that is out of range, or the distribution is
    /// empirical.
    #[must_use]
    pub fn stretched(&self, times: f64) -> Option<Self> {
        fn by<U: Unit>(quantity: Quantity<U>, times: f64) -> Result<Quantity<U>, QuantityError> {
            Quantity::new(quantity.canonical() * times)
        }
        let made = match self {
            Self::Exponential { mean } => Self::Exponential { mean: by(*mean, times).ok()? },
            Self::Weibull { shape, scale } => Self::Weibull { shape: *shape, scale: by(*scale, times).ok()? },
            Self::Gamma { shape, scale } => Self::Gamma { shape: *shape, scale: by(*scale, times).ok()? },
            Self::LogNormal(LogNormal::Moments { mean, cv }) => {
                Self::LogNormal(LogNormal::Moments { mean: by(*mean, times).ok()?, cv: *cv })
            }
            Self::LogNormal(LogNormal::Logarithm { mu, sigma, unit }) => {
                let mu = mu + pxfm::f_log(times);
                Self::LogNormal(LogNormal::Logarithm { mu, sigma: *sigma, unit: *unit })
            }
            Self::HyperExponential(HyperExponential::Means { shares, means }) => {
                let means = means.iter().map(|mean| by(*mean, times).ok()).collect::<Option<_>>()?;
                Self::HyperExponential(HyperExponential::Means { shares: shares.clone(), means })
            }
            Self::HyperExponential(HyperExponential::Rates { shares, rates }) => {
                let slower = |rate: &Quantity<Rate>| by(*rate, 1.0 / times).ok();
                let rates = rates.iter().map(slower).collect::<Option<_>>()?;
                Self::HyperExponential(HyperExponential::Rates { shares: shares.clone(), rates })
            }
            Self::Uniform { low, high } => {
                Self::Uniform { low: by(*low, times).ok()?, high: by(*high, times).ok()? }
            }
            Self::Deterministic(time) => Self::Deterministic(by(*time, times).ok()?),
            Self::Empirical(_) => return None,
        };
        let checked: Result<variates::Distribution, _> = made.variate();
        checked.ok().map(|_| made)
    }
}

/// The exponent of the Weibull distribution with this coefficient of variation, by bisection: the higher the
/// exponent, the lower the variation.
fn weibull_shape(cv: f64) -> Option<f64> {
    let cv_of = |shape: f64| Weibull::new(shape, 1.0).map(|weibull| weibull.cv()).ok();
    let (low, high) = (0.1, 200.0);
    if cv_of(low)? < cv || cv_of(high)? > cv {
        return None;
    }
    Some(turn(|shape| cv_of(shape).is_some_and(|found| found > cv), low, high, halvings(100)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_variation_stay_where_the_family_lets_them() {
        let base = Distribution::of_moments(Family::LogNormal, 6.0, 0.7).unwrap();
        let (mean, cv) = base.moments().unwrap();
        assert!((mean - 6.0).abs() < 1e-9 && (cv - 0.7).abs() < 1e-9);
        assert_eq!(Distribution::of_moments(Family::HyperExponential, mean, 2.0), None);
        for family in Family::OF_MOMENTS {
            let (same, varies) = Distribution::of_moments(family, mean, cv).unwrap().moments().unwrap();
            assert!((same - mean).abs() < 1e-9, "{family:?} {same}");
            let expected = match family {
                Family::Exponential => 1.0,
                Family::Deterministic => 0.0,
                _ => cv,
            };
            assert!((varies - expected).abs() < 1e-9, "{family:?} {varies}");
        }
    }

    #[test]
    fn a_weibull_that_varies_as_an_exponential_is_one() {
        assert!((weibull_shape(1.0).unwrap() - 1.0).abs() < 1e-9);
        assert_eq!(weibull_shape(1e6), None);
    }

    #[test]
    fn stretching_multiplies_the_mean_and_leaves_the_variation() {
        let hours = Quantity::<Duration>::hours;
        let all = [
            Distribution::Exponential { mean: hours(3) },
            Distribution::Weibull { shape: 0.5, scale: hours(3) },
            Distribution::Gamma { shape: 2.0, scale: hours(3) },
            Distribution::Uniform { low: hours(1), high: hours(3) },
            Distribution::Deterministic(hours(3)),
            Distribution::LogNormal(LogNormal::Moments { mean: hours(3), cv: Quantity::constant(2.0) }),
        ];
        for base in all {
            let (mean, cv) = base.moments().unwrap();
            let (longer, as_wide) = base.stretched(2.5).unwrap().moments().unwrap();
            assert!((longer - 2.5 * mean).abs() < 1e-9 && (as_wide - cv).abs() < 1e-9, "{base:?}");
        }
    }
}
