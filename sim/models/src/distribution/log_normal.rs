//! The log-normal distribution, by its logarithm or by its moments.

use bazaar_numerics::variates::{self, VariateError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Ratio, TimeUnit};

/// A log-normal distribution in either of the two ways papers state it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Fields", into = "Fields")]
#[schemars(with = "Fields")]
pub enum LogNormal {
    /// By mean and standard deviation of the logarithm of the time in `unit`.
    Logarithm {
        /// The mean of the logarithm.
        mu: f64,
        /// The standard deviation of the logarithm.
        sigma: f64,
        /// The unit of the time whose logarithm is taken.
        unit: TimeUnit,
    },
    /// By mean and coefficient of variation of the time itself.
    Moments {
        /// The mean.
        mean: Quantity<Duration>,
        /// The standard deviation over the mean.
        cv: Quantity<Ratio>,
    },
}

impl LogNormal {
    /// The engine's variate, in hours.
    ///
    /// From the moments, sigma² = ln(1 + cv²) and mu = ln(mean) − sigma²/2
    /// (Aitchison & Brown 1957).
    pub(super) fn variate(&self) -> Result<variates::LogNormal, VariateError> {
        match *self {
            Self::Logarithm { mu, sigma, unit } => {
                variates::LogNormal::new(mu + pxfm::f_log(unit.in_hours()), sigma)
            }
            Self::Moments { mean, cv } => {
                let variance = pxfm::f_log1p(cv.canonical() * cv.canonical());
                let mu = pxfm::f_log(mean.canonical()) - variance / 2.0;
                variates::LogNormal::new(mu, variance.sqrt())
            }
        }
    }
}

/// Log-normal: mu and sigma of the logarithm of the time in `unit`, or mean and cv.
#[derive(Clone, Copy, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Fields {
    /// The mean of the logarithm; goes with `sigma`.
    #[serde(skip_serializing_if = "Option::is_none")]
    mu: Option<f64>,
    /// The standard deviation of the logarithm; goes with `mu`.
    #[serde(skip_serializing_if = "Option::is_none")]
    sigma: Option<f64>,
    /// The unit of the time whose logarithm is taken: h unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<TimeUnit>,
    /// The mean; goes with `cv`.
    #[serde(skip_serializing_if = "Option::is_none")]
    mean: Option<Quantity<Duration>>,
    /// The standard deviation over the mean; goes with `mean`.
    #[serde(skip_serializing_if = "Option::is_none")]
    cv: Option<Quantity<Ratio>>,
}

impl TryFrom<Fields> for LogNormal {
    type Error = &'static str;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        match fields {
            Fields { mu: Some(mu), sigma: Some(sigma), unit, mean: None, cv: None } => {
                let unit = unit.unwrap_or_default();
                Ok(Self::Logarithm { mu, sigma, unit })
            }
            Fields { mu: None, sigma: None, unit: None, mean: Some(mean), cv: Some(cv) } => {
                Ok(Self::Moments { mean, cv })
            }
            _ => Err("log_normal takes either mu and sigma, or mean and cv\n\
                 type { log_normal = { mu = -0.586, sigma = 2.844 } } for the logarithm of hours, \
                 or { log_normal = { mean = \"2 h\", cv = 0.5 } }"),
        }
    }
}

impl From<LogNormal> for Fields {
    fn from(log_normal: LogNormal) -> Self {
        match log_normal {
            LogNormal::Logarithm { mu, sigma, unit } => {
                Self { mu: Some(mu), sigma: Some(sigma), unit: Some(unit), ..Self::default() }
            }
            LogNormal::Moments { mean, cv } => Self { mean: Some(mean), cv: Some(cv), ..Self::default() },
        }
    }
}
