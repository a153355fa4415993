//! Money that comes from nobody's trade, and costs that are no component's.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity};
use crate::rules::{dollars, each};
use crate::violation::Violation;

/// A round of funding.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// When the money comes.
    pub at: Quantity<Duration>,
    /// How much.
    pub amount: Money,
    /// Whether it only comes if a milestone has been reached by then; false by default.
    #[serde(default)]
    pub needs_milestone: bool,
}

impl Round {
    fn validate(&self) -> Vec<Violation> {
        dollars(&[("amount", self.amount)])
    }
}

/// Money that comes from nobody's trade, and costs that are no component's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Finance {
    /// The cash at the beginning, beside what components have; $0 by default.
    pub cash: Money,
    /// Rounds of funding; none by default.
    pub rounds: BTreeMap<String, Round>,
    /// What the platform itself costs in a month: salaries, rent; $0 by default.
    pub monthly: Money,
    /// Over how long the burn rate is taken, from which the runway follows; 3 months by default.
    pub burn_over: Quantity<Duration>,
}

impl Default for Finance {
    fn default() -> Self {
        const NOTHING: Money = Money::new(0, Currency::Usd);
        const QUARTER: Quantity<Duration> = Quantity::constant(3.0 * 730.5);
        Self { cash: NOTHING, rounds: BTreeMap::new(), monthly: NOTHING, burn_over: QUARTER }
    }
}

impl Finance {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = each("rounds", &self.rounds, Round::validate);
        violations.extend(dollars(&[("cash", self.cash), ("monthly", self.monthly)]));
        if self.burn_over.canonical() < 730.5 {
            violations.push(Violation::new(
                "burn_over",
                format!("{} is less than the month by which costs are booked", self.burn_over),
                "type a duration of at least \"1 month\", such as \"3 month\"",
            ));
        }
        violations
    }
}
