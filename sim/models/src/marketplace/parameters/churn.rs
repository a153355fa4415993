//! Sellers who leave for good because it does not pay.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity, Rate};
use crate::violation::Violation;

use crate::rules::dollars;

/// When sellers leave for good. A newcomer, who has yet to hear of the platform, takes the place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Churn {
    /// The rate at which a seller leaves who earns as much here as elsewhere; none by default.
    pub rate: Quantity<Rate>,
    /// How strongly earnings count: the rate is multiplied by exp(-kappa (earnings / elsewhere - 1)).
    /// From 0 to 20; 1 by default (assumption).
    pub kappa: f64,
    /// What a seller could earn elsewhere in a month, above zero; $500 by default (assumption).
    pub elsewhere: Money,
    /// How far back earnings count: the time constant of their moving average; a month by
    /// default (assumption).
    pub memory: Quantity<Duration>,
}

impl Default for Churn {
    fn default() -> Self {
        const MONTH: Quantity<Duration> = Quantity::constant(730.5);
        Self { rate: Quantity::ZERO, kappa: 1.0, elsewhere: Money::new(50_000, Currency::Usd), memory: MONTH }
    }
}

impl Churn {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = dollars(&[("elsewhere", self.elsewhere)]);
        let mut refuse = |path: &str, message: &str, help: &str| {
            violations.push(Violation::new(path, message, help));
        };
        if self.elsewhere.minor() == 0 {
            refuse(
                "elsewhere",
                "earnings cannot be compared with nothing",
                "type an amount such as \"$500\"",
            );
        }
        if !(0.0..=20.0).contains(&self.kappa) {
            refuse("kappa", "so strong an effect of earnings is no hazard", "type a number from 0 to 20");
        }
        if self.memory == Quantity::ZERO {
            refuse("memory", "an average over no time is none", "type a duration such as \"1 month\"");
        }
        violations
    }
}
