//! What customers pay, how long they stay, and who comes without being invited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::{Currency, Duration, Money, Quantity, Ratio, Share};
use crate::violation::Violation;

use crate::rules::dollars;

/// What customers pay, and how long they stay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Customers {
    /// What a customer pays at the beginning of each month (ARPA); $50 by default (assumption).
    pub price: Money,
    /// With which probability a customer leaves at the end of a month; 3 % by default (assumption).
    pub churn: Quantity<Share>,
    /// By how much the hazard of leaving is multiplied for who was referred, as long as the referrer
    /// stays; .82 by default (Schmitt, Skiera & Van den Bulte 2011; Van den Bulte et al. 2018).
    pub referred_ratio: Quantity<Ratio>,
    /// By which share a referred customer pays more than others in the beginning; nothing by
    /// default. The gap closes evenly.
    pub premium: Quantity<Ratio>,
    /// After which time it has closed; 30 months by default (Schmitt, Skiera & Van den Bulte 2011).
    pub premium_lasts: Quantity<Duration>,
    /// From signing up to the first payment; no time by default.
    pub trial: Distribution,
    /// What it costs to acquire a customer whom nobody has referred; $100 by default (assumption).
    pub acquisition: Money,
}

impl Default for Customers {
    fn default() -> Self {
        const CHURN: Quantity<Share> = Quantity::constant(0.03);
        const RATIO: Quantity<Ratio> = Quantity::constant(0.82);
        const THIRTY_MONTHS: Quantity<Duration> = Quantity::constant(30.0 * 730.5);
        Self {
            price: Money::new(5_000, Currency::Usd),
            churn: CHURN,
            referred_ratio: RATIO,
            premium: Quantity::ZERO,
            premium_lasts: THIRTY_MONTHS,
            trial: Distribution::Deterministic(Quantity::ZERO),
            acquisition: Money::new(10_000, Currency::Usd),
        }
    }
}

impl Customers {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = dollars(&[("price", self.price), ("acquisition", self.acquisition)]);
        if self.premium.canonical() > 100.0 {
            violations.push(Violation::new(
                "premium",
                "so much more is more than the books take",
                "type a share such as \"16 %\"",
            ));
        }
        violations
    }
}

/// Who comes without being invited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Organic {
    /// Which share of the pool becomes a customer on its own, sooner or later; none by default. If such
    /// a person is referred before, the reward is deadweight.
    pub share: Quantity<Share>,
    /// When they come, from the beginning of the run; any time of the first year by default.
    pub delay: Distribution,
}

impl Default for Organic {
    fn default() -> Self {
        const YEAR: Quantity<Duration> = Quantity::constant(8766.0);
        Self { share: Quantity::ZERO, delay: Distribution::Uniform { low: Quantity::ZERO, high: YEAR } }
    }
}
