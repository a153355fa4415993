//! What sellers want to earn.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::Money;

/// How supply follows earnings. A seller who thinks again compares what sellers of the city have earned of late, after
/// fees and refunds, with the price and the effort of being in less the subsidy, and with a reservation of his own: the
/// least that he would work for. He is in only if earnings cover both, whatever else makes him want to be in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Supply {
    /// The highest reservation: what the most reluctant seller wants to be left with in a month. None by
    /// default, and then nobody looks at earnings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation: Option<Money>,
    /// How elastic supply is: up to the highest reservation, the share of sellers who would work for an amount grows
    /// with the amount to this power. From 0 (nobody wants more than the cost) to 100 (all want nearly the same)
    /// (default: Angrist, Caldwell & Hall 2021: Uber's drivers in Boston).
    #[param(default = 1.2, range = 0..=100)]
    pub elasticity: f64,
}
