//! Partners: affiliates, ambassadors, agents, who bring leads as a business.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Rate, Share};

use super::contract::Contract;

/// Partners of one kind. There are none without a programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Partners {
    /// How many partners of this kind there are.
    #[param(default = 1, range = ..=1_000_000)]
    pub number: u32,
    /// How often each brings a lead, a person from the pool (default assumed).
    #[param(default = "10 / month", range = ..="10_000 / h")]
    pub leads: Quantity<Rate>,
    /// Share of leads that are clicked on (default assumed).
    #[param(default = 0.4)]
    pub clicks: Quantity<Share>,
    /// Share of those who click that sign up (default assumed).
    #[param(default = 0.5)]
    pub signs_up: Quantity<Share>,
    /// Share of those who sign up that become paying customers (default assumed).
    #[param(default = 0.5)]
    pub qualifies: Quantity<Share>,
    /// The contract of the partners.
    pub contract: Contract,
}
