//! Jobs: how long they take, what they cost, what the platform keeps.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::{Distribution, LogNormal};
use crate::quantity::{Currency, Money, Quantity, Ratio, Share};

/// What a seller does for a buyer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Service {
    /// How long a job takes (default assumed).
    #[param(default = Distribution::LogNormal(LogNormal::Moments { mean: Quantity::constant(2.0), cv: Quantity::constant(0.5) }))]
    pub duration: Distribution,
    /// What a job costs (default assumed).
    #[param(default = Price::LogNormal { mean: Money::new(6_000, Currency::Usd), cv: Quantity::constant(0.5) })]
    pub price: Price,
}

/// What a job costs the buyer, before the platform's fee for buyers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub enum Price {
    /// The same for every job.
    Posted(Money),
    /// Agreed on for each job: log-normal.
    LogNormal {
        /// The mean.
        #[param(above = "$0", example = "$60")]
        mean: Money,
        /// The standard deviation over the mean.
        #[param(range = ..=100, example = 0.5)]
        cv: Quantity<Ratio>,
    },
}

impl Price {
    /// The price of a job on average.
    pub(crate) const fn mean(&self) -> Money {
        match self {
            Price::Posted(price) | Price::LogNormal { mean: price, .. } => *price,
        }
    }
}

/// What the platform keeps of the price of a job.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct TakeRate {
    /// The fee that buyers pay on top of the price, as a share of it.
    pub buyers: Quantity<Share>,
    /// The fee that is taken from the seller's payout, as a share of the price (default: P4: 10 to 25 % for content
    /// and courses).
    #[param(default = 0.15)]
    pub sellers: Quantity<Share>,
}
