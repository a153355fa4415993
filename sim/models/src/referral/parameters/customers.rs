//! What customers pay, how long they stay, and how many come without an invitation.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::{Duration, Money, Quantity, Ratio, Share};

/// What customers pay, and how long they stay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Customers {
    /// What a customer pays at the beginning of each month (ARPA) (default assumed).
    #[param(default = "$50")]
    pub price: Money,
    /// Probability that a customer leaves at the end of a month (default assumed).
    #[param(default = 0.03)]
    pub churn: Quantity<Share>,
    /// The hazard ratio of leaving for referred customers, as long as the referrer stays (default: Schmitt,
    /// Skiera & Van den Bulte 2011; Van den Bulte et al. 2018).
    #[param(default = 0.82)]
    pub referred_ratio: Quantity<Ratio>,
    /// The share by which a referred customer pays more than others in the beginning. The difference declines
    /// linearly.
    #[param(range = ..=100, example = 0.16)]
    pub premium: Quantity<Ratio>,
    /// The time after which the premium has gone (default: Schmitt, Skiera & Van den Bulte 2011).
    #[param(default = "30 month")]
    pub premium_lasts: Quantity<Duration>,
    /// From signing up to the first payment.
    #[param(default = Distribution::Deterministic(Quantity::ZERO))]
    pub trial: Distribution,
    /// What it costs to acquire a customer without a referrer (default assumed).
    #[param(default = "$100")]
    pub acquisition: Money,
}

/// People who come without an invitation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Organic {
    /// Share of the pool that becomes a customer without an invitation, sooner or later. If such a person is
    /// referred before, the reward is deadweight.
    pub share: Quantity<Share>,
    /// The time from the beginning of the run until such a person comes.
    #[param(default = Distribution::Uniform { low: Quantity::ZERO, high: Quantity::constant(8766.0) })]
    pub delay: Distribution,
}
