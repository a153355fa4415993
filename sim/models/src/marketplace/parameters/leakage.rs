//! Pairs who have met and do without the platform, and what is done about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Money, Quantity, Share};
use crate::violation::Violation;

use crate::rules::dollars;

/// When pairs leave the platform, and what keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Leakage {
    /// The most that doing a job without the platform can cost a pair in trouble and risk;
    /// each time anew it is anything from 0 to this. Left out, the default, nobody leaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_up_to: Option<Money>,
    /// What the platform is worth to a pair for a job: payment, insurance, help in disputes;
    /// $5 by default (assumption).
    pub benefit: Money,
    /// How much more trouble leaking is because the platform watches; nothing by default.
    pub deterrence: Money,
    /// What watching costs the platform for each job; nothing by default.
    pub monitoring: Money,
    /// Which share of the price a buyer gets back if a job was not satisfactory; the seller
    /// bears it. Nothing by default.
    pub refund: Quantity<Share>,
}

impl Default for Leakage {
    fn default() -> Self {
        const NOTHING: Money = Money::new(0, Currency::Usd);
        Self {
            cost_up_to: None,
            benefit: Money::new(500, Currency::Usd),
            deterrence: NOTHING,
            monitoring: NOTHING,
            refund: Quantity::ZERO,
        }
    }
}

impl Leakage {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let cost: Option<(&'static str, Money)> = self.cost_up_to.map(|money| ("cost_up_to", money));
        let mut amounts: Vec<(&'static str, Money)> = cost.into_iter().collect();
        amounts.extend([
            ("benefit", self.benefit),
            ("deterrence", self.deterrence),
            ("monitoring", self.monitoring),
        ]);
        dollars(&amounts)
    }
}
