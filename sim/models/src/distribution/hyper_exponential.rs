//! The hyper-exponential distribution, by the means or the rates of its branches.

use bazaar_numerics::variates::{self, VariateError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Rate, Share};

/// A mixture of exponentials: each interval takes one branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Fields", into = "Fields")]
#[schemars(with = "Fields")]
pub enum HyperExponential {
    /// By the mean of each branch.
    Means {
        /// How likely each branch is; they add up to 1.
        shares: Vec<Quantity<Share>>,
        /// The mean of each branch.
        means: Vec<Quantity<Duration>>,
    },
    /// By the rate of each branch.
    Rates {
        /// How likely each branch is; they add up to 1.
        shares: Vec<Quantity<Share>>,
        /// The rate of each branch.
        rates: Vec<Quantity<Rate>>,
    },
}

impl HyperExponential {
    /// The engine's variate, in hours.
    pub(super) fn variate(&self) -> Result<variates::HyperExponential, VariateError> {
        let (shares, rates): (_, Vec<f64>) = match self {
            Self::Means { shares, means } => {
                (shares, means.iter().map(|mean| 1.0 / mean.canonical()).collect())
            }
            Self::Rates { shares, rates } => (shares, rates.iter().map(|rate| rate.canonical()).collect()),
        };
        let shares: Vec<f64> = shares.iter().map(|share| share.canonical()).collect();
        variates::HyperExponential::new(&shares, &rates)
    }
}

/// Hyper-exponential: one share for each branch, and its mean or its rate.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Fields {
    /// How likely each branch is; they add up to 1.
    shares: Vec<Quantity<Share>>,
    /// The mean of each branch; instead of `rates`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    means: Option<Vec<Quantity<Duration>>>,
    /// The rate of each branch; instead of `means`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rates: Option<Vec<Quantity<Rate>>>,
}

impl TryFrom<Fields> for HyperExponential {
    type Error = &'static str;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        let shares = fields.shares;
        match (fields.means, fields.rates) {
            (Some(means), None) => Ok(Self::Means { shares, means }),
            (None, Some(rates)) => Ok(Self::Rates { shares, rates }),
            _ => Err("hyper_exponential takes shares and either means or rates\n\
                 type { hyper_exponential = { shares = [0.3, 0.7], means = [\"1 h\", \"10 h\"] } }"),
        }
    }
}

impl From<HyperExponential> for Fields {
    fn from(mixture: HyperExponential) -> Self {
        match mixture {
            HyperExponential::Means { shares, means } => Self { shares, means: Some(means), rates: None },
            HyperExponential::Rates { shares, rates } => Self { shares, means: None, rates: Some(rates) },
        }
    }
}
