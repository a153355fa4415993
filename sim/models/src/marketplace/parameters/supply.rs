//! What sellers want to earn.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Money};
use crate::rules::dollars;
use crate::violation::Violation;

/// How supply follows earnings. A seller who thinks again compares what sellers of the city have earned of late, after
/// fees and refunds, with the price and the effort of being in less the subsidy, and with a reservation of his own: the
/// least that he would work for. He is in only if earnings cover both, whatever else makes him want to be in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Supply {
    /// The highest reservation: what the most reluctant seller wants to be left with in a month. None by
    /// default, and then nobody looks at earnings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation: Option<Money>,
    /// How elastic supply is: up to the highest reservation, the share of sellers who would work for an amount grows with the
    /// amount to this power. From 0 (nobody wants more than the cost) to 100 (all want nearly the same); 1.2 by default
    /// (Angrist, Caldwell & Hall 2021: Uber's drivers in Boston).
    #[schemars(range(min = 0.0, max = 100.0))]
    pub elasticity: f64,
}

impl Default for Supply {
    fn default() -> Self {
        Self { reservation: None, elasticity: 1.2 }
    }
}

impl Supply {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations =
            dollars(&[("reservation", self.reservation.unwrap_or(Money::new(0, Currency::Usd)))]);
        if !(0.0..=100.0).contains(&self.elasticity) {
            violations.push(Violation::new(
                "elasticity",
                format!("{} is out of range", self.elasticity),
                "type a number from 0 to 100, such as 1.2",
            ));
        }
        violations
    }
}
