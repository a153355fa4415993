//! What customers pay, how long they stay, and who comes without being invited.

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
    /// With which probability a customer leaves at the end of a month (default assumed).
    #[param(default = 0.03)]
    pub churn: Quantity<Share>,
    /// By how much the hazard of leaving is multiplied for who was referred, as long as the referrer stays (default:
    /// Schmitt, Skiera & Van den Bulte 2011; Van den Bulte et al. 2018).
    #[param(default = 0.82)]
    pub referred_ratio: Quantity<Ratio>,
    /// By which share a referred customer pays more than others in the beginning. The gap closes evenly.
    #[param(range = ..=100, example = 0.16)]
    pub premium: Quantity<Ratio>,
    /// After which time the premium has gone (default: Schmitt, Skiera & Van den Bulte 2011).
    #[param(default = "30 month")]
    pub premium_lasts: Quantity<Duration>,
    /// From signing up to the first payment.
    #[param(default = Distribution::Deterministic(Quantity::ZERO))]
    pub trial: Distribution,
    /// What it costs to acquire a customer whom nobody has referred (default assumed).
    #[param(default = "$100")]
    pub acquisition: Money,
}

/// Who comes without being invited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Organic {
    /// Which share of the pool becomes a customer on its own, sooner or later. If such a person is referred before,
    /// the reward is deadweight.
    pub share: Quantity<Share>,
    /// When people come who come on their own, from the beginning of the run.
    #[param(default = Distribution::Uniform { low: Quantity::ZERO, high: Quantity::constant(8766.0) })]
    pub delay: Distribution,
}
