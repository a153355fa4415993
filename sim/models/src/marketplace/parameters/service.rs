//! Jobs: how long they take, what they cost, what the platform keeps.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::{Distribution, LogNormal};
use crate::quantity::{Currency, Duration, Money, Quantity, Ratio, Share};
use crate::violation::Violation;

use crate::rules::dollars;

/// What a seller does for a buyer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Service {
    /// How long a job takes; log-normal with mean 2 h and coefficient of variation .5 by
    /// default (assumption).
    pub duration: Distribution,
    /// What a job costs; log-normal with mean $60 and coefficient of variation .5 by default
    /// (assumption).
    pub price: Price,
}

impl Default for Service {
    fn default() -> Self {
        const MEAN: Quantity<Duration> = Quantity::constant(2.0);
        const CV: Quantity<Ratio> = Quantity::constant(0.5);
        Self {
            duration: Distribution::LogNormal(LogNormal::Moments { mean: MEAN, cv: CV }),
            price: Price::LogNormal { mean: Money::new(6_000, Currency::Usd), cv: CV },
        }
    }
}

/// What a job costs the buyer, before the platform's fee for buyers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Price {
    /// The same for every job.
    Posted(Money),
    /// Agreed on for each job.
    LogNormal {
        /// The mean, above zero.
        mean: Money,
        /// The standard deviation over the mean.
        cv: Quantity<Ratio>,
    },
}

impl Service {
    pub(super) fn validate(&self) -> Vec<Violation> {
        self.price.validate()
    }
}

impl Price {
    /// The price of a job on average.
    pub(crate) const fn mean(&self) -> Money {
        match self {
            Price::Posted(price) | Price::LogNormal { mean: price, .. } => *price,
        }
    }

    /// The rules that a price named `price` breaks.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let (name, money) = match self {
            Price::Posted(money) => ("price.posted", money),
            Price::LogNormal { mean, .. } => ("price.log_normal.mean", mean),
        };
        let mut violations = dollars(&[(name, *money)]);
        if let Price::LogNormal { mean, cv } = self {
            if mean.minor() == 0 {
                violations.push(Violation::new(
                    name,
                    "a mean of nothing makes no distribution",
                    "type an amount such as \"$60\", or price = { posted = \"$0\" }",
                ));
            }
            if cv.canonical() > 100.0 {
                violations.push(Violation::new(
                    "price.log_normal.cv",
                    "prices that differ so much have no mean worth the name",
                    "type a ratio up to 100, such as 0.5",
                ));
            }
        }
        violations
    }
}

/// What the platform keeps of the price of a job.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TakeRate {
    /// The fee that buyers pay on top of the price, as a share of it; nothing by default.
    pub buyers: Quantity<Share>,
    /// The fee that is taken from the seller's payout, as a share of the price; 15 % by default
    /// (P4: 10 to 25 % for content and courses).
    pub sellers: Quantity<Share>,
}

impl Default for TakeRate {
    fn default() -> Self {
        const SELLERS: Quantity<Share> = Quantity::constant(0.15);
        Self { buyers: Quantity::ZERO, sellers: SELLERS }
    }
}
