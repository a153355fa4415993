//! The least that sellers want to earn.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::Money;

/// How supply responds to earnings. A seller who reconsiders compares recent earnings of the city's sellers,
/// after fees and refunds, with the price and the effort of being in less the subsidy, and with a reservation
/// of his own: the least that he would work for. He is in only if earnings cover both, in addition to the
/// network effects.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Supply {
    /// The highest reservation: what the most reluctant seller wants to be left with in a month. None by
    /// default, and then sellers do not look at earnings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation: Option<Money>,
    /// The elasticity of supply: up to the highest reservation, the share of sellers who would work for an
    /// amount grows with the amount to this power. From 0 (all sellers would work for the cost alone) to 100
    /// (all want nearly the same) (default: Angrist, Caldwell & Hall 2021: Uber's drivers in Boston).
    #[param(default = 1.2, range = 0..=100)]
    pub elasticity: f64,
}
