//! Distributions of intervals, as a scenario writes them.
//!
//! A table with one key names the family and holds its parameters:
//! `{ weibull = { shape = 0.393, scale = "2.964 h" } }`. It is kept as it was typed, so that a run can write
//! back its scenario; [`Distribution::variate`] turns it into the engine's variate, in hours.
//!
//! Parameters are checked against the engine's ranges when they are read: any scenario that loads can be
//! sampled.

mod empirical;
mod family;
mod hyper_exponential;
mod log_normal;

use bazaar_numerics::variates::{self, VariateError};
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::quantity::{Duration, Quantity};

pub use empirical::Empirical;
pub use family::Family;
pub use hyper_exponential::HyperExponential;
pub use log_normal::LogNormal;

/// A distribution of intervals of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields, remote = "Self")]
pub enum Distribution {
    /// Without memory: what is left never depends on what has passed.
    Exponential {
        /// The mean.
        #[serde(deserialize_with = "above_zero")]
        mean: Quantity<Duration>,
    },
    /// Of falling (shape below 1) or rising hazard.
    Weibull {
        /// The exponent k, above 0.
        #[serde(deserialize_with = "positive")]
        #[schemars(extend("exclusiveMinimum" = 0))]
        shape: f64,
        /// The time within which 63 % of the intervals end.
        #[serde(deserialize_with = "above_zero")]
        scale: Quantity<Duration>,
    },
    /// Of many small factors: the logarithm is normal.
    LogNormal(LogNormal),
    /// Of stages, or of rates that differ between agents.
    Gamma {
        /// The exponent k, above 0.
        #[serde(deserialize_with = "positive")]
        #[schemars(extend("exclusiveMinimum" = 0))]
        shape: f64,
        /// The mean over the shape.
        #[serde(deserialize_with = "above_zero")]
        scale: Quantity<Duration>,
    },
    /// A mixture of exponentials.
    HyperExponential(HyperExponential),
    /// Anything between two bounds.
    Uniform {
        /// The shortest interval.
        low: Quantity<Duration>,
        /// The longest interval, above `low`.
        high: Quantity<Duration>,
    },
    /// Always the same.
    Deterministic(Quantity<Duration>),
    /// Drawn from measured intervals, each as likely as the others.
    Empirical(Empirical),
}

impl Distribution {
    /// The engine's variate of this distribution, in hours.
    ///
    /// # Errors
    /// If a parameter lies outside the family's range. A distribution that was
    /// read from text has been checked already.
    pub fn variate(&self) -> Result<variates::Distribution, VariateError> {
        Ok(match self {
            Self::Exponential { mean } => variates::Exponential::new(mean.canonical())?.into(),
            Self::Weibull { shape, scale } => variates::Weibull::new(*shape, scale.canonical())?.into(),
            Self::LogNormal(log_normal) => log_normal.variate()?.into(),
            Self::Gamma { shape, scale } => variates::Gamma::new(*shape, scale.canonical())?.into(),
            Self::HyperExponential(mixture) => mixture.variate()?.into(),
            Self::Uniform { low, high } => variates::Uniform::new(low.canonical(), high.canonical())?.into(),
            Self::Deterministic(duration) => variates::Deterministic::new(duration.canonical())?.into(),
            Self::Empirical(measured) => measured.variate()?.into(),
        })
    }
}

impl Distribution {
    /// Whether all intervals are zero. If no other interval is above zero, the clock stands still.
    #[must_use]
    pub fn takes_no_time(&self) -> bool {
        matches!(self, Self::Deterministic(duration) if *duration == Quantity::ZERO)
    }
}

impl TryFrom<&Distribution> for variates::Distribution {
    type Error = VariateError;

    fn try_from(distribution: &Distribution) -> Result<Self, VariateError> {
        distribution.variate()
    }
}

impl Serialize for Distribution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Distribution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let distribution = Self::deserialize(deserializer)?;
        match distribution.variate() {
            Ok(_) => Ok(distribution),
            Err(error) => Err(D::Error::custom(explain(&error))),
        }
    }
}

/// The engine's error in the words of the scenario: what is wrong, a line break, what to type.
fn explain(error: &VariateError) -> String {
    match error {
        VariateError::BoundsNotIncreasing { .. } => {
            "`low` is not below `high`\nswap the two, or type { deterministic = \"2 h\" } for a time that never varies".to_owned()
        }
        VariateError::BranchesDoNotPair { probabilities, rates } => format!(
            "{probabilities} shares for {rates} branches\ngive one share for each mean or rate, and at least one"
        ),
        VariateError::ProbabilitiesDoNotSumToOne { sum } => format!(
            "the shares add up to {sum}\ntype shares that add up to 1, to within 0.002"
        ),
        VariateError::NothingPositive => {
            "no duration is above zero\ntype the measured durations, as in { durations = [\"1 h\", \"2.5 h\"] }".to_owned()
        }
        // The engine's message names the parameter and its range.
        other => other.to_string(),
    }
}

fn above_zero<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Quantity<Duration>, D::Error> {
    let duration = Quantity::<Duration>::deserialize(deserializer)?;
    if duration > Quantity::ZERO {
        Ok(duration)
    } else {
        Err(D::Error::custom(
            "a mean or scale must be above zero\ntype a duration above zero, such as \"10 h\"",
        ))
    }
}

fn positive<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let number = f64::deserialize(deserializer)?;
    if number > 0.0 {
        Ok(number)
    } else {
        Err(D::Error::custom(format!(
            "a shape must be above zero, got {number}\ntype a number above zero, such as 0.5"
        )))
    }
}

#[cfg(test)]
mod tests;
