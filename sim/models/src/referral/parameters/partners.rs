//! Partners: affiliates, ambassadors, agents, who bring leads as a business.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Rate, Share};
use crate::violation::Violation;

use super::contract::Contract;

/// Partners of one kind. There are none without a programme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Partners {
    /// How many there are; 1 by default, at most a million.
    pub number: u32,
    /// How often each brings a lead, somebody from the pool; 10 a month by default (assumption).
    pub leads: Quantity<Rate>,
    /// Which share of leads is clicked on; 40 % by default (assumption).
    pub clicks: Quantity<Share>,
    /// Which share of those who click sign up; 50 % by default (assumption).
    pub signs_up: Quantity<Share>,
    /// Which share of those who sign up become paying customers; 50 % by default (assumption).
    pub qualifies: Quantity<Share>,
    /// What they get.
    pub contract: Contract,
}

impl Default for Partners {
    fn default() -> Self {
        const LEADS: Quantity<Rate> = Quantity::constant(10.0 / 730.5);
        const CLICKS: Quantity<Share> = Quantity::constant(0.4);
        const HALF: Quantity<Share> = Quantity::constant(0.5);
        Self {
            number: 1,
            leads: LEADS,
            clicks: CLICKS,
            signs_up: HALF,
            qualifies: HALF,
            contract: Contract::default(),
        }
    }
}

impl Partners {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations: Vec<Violation> =
            self.contract.validate().into_iter().map(|violation| violation.within("contract")).collect();
        if self.number > 1_000_000 {
            violations.push(Violation::new(
                "number",
                format!("{} partners are more than the model takes", self.number),
                "type at most 1_000_000",
            ));
        }
        if self.leads.canonical() > 1e4 {
            violations.push(Violation::new(
                "leads",
                "nobody brings so many leads",
                "type a rate such as \"10 / month\"",
            ));
        }
        violations
    }
}
