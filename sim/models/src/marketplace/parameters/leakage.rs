//! Pairs who have met and do without the platform, and what is done about it.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Money, Quantity, Share};

/// When pairs leave the platform, and what keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Leakage {
    /// The most that doing a job without the platform can cost a pair in trouble and risk;
    /// each time anew it is anything from 0 to this. Left out, the default, nobody leaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_up_to: Option<Money>,
    /// What the platform is worth to a pair for a job: payment, insurance, help in disputes (default assumed).
    #[param(default = "$5")]
    pub benefit: Money,
    /// How much more trouble leaking is because the platform watches.
    pub deterrence: Money,
    /// What watching costs the platform for each job.
    pub monitoring: Money,
    /// Which share of the price a buyer gets back if a job was not satisfactory; the seller bears it.
    pub refund: Quantity<Share>,
}
