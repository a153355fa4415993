//! Pairs who have met and bypass the platform, and what prevents it.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Money, Quantity, Share};

/// When pairs leave the platform, and what keeps them on it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Leakage {
    /// The highest cost to a pair of doing a job without the platform, in trouble and risk; each time it is
    /// drawn anew, uniform from 0 to this. None by default, and then no pair leaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_up_to: Option<Money>,
    /// What the platform is worth to a pair for a job: payment, insurance, help in disputes (default assumed).
    #[param(default = "$5")]
    pub benefit: Money,
    /// How much monitoring by the platform adds to the cost of leaking.
    pub deterrence: Money,
    /// What monitoring costs the platform for each job.
    pub monitoring: Money,
    /// Share of the price that a buyer gets back if a job was not satisfactory; the seller bears it.
    pub refund: Quantity<Share>,
}
