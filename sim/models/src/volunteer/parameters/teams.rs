//! Teams of volunteers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};
use crate::violation::Violation;

/// Teams, for whose credit volunteers compete in BOINC. A volunteer joins one when
/// they join, or none, and stays.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Teams {
    /// Which share of the volunteers is in a team; none by default.
    pub members: Quantity<Share>,
    /// How many teams there are, from 1 to 10,000; 100 by default (assumption).
    pub count: u32,
    /// How unequal they are, from 0 to 10: the k-th team is joined with a probability
    /// in proportion to k to the power of minus this (Zipf 1949). 0 makes all alike; 1
    /// by default (assumption).
    pub exponent: f64,
}

impl Default for Teams {
    fn default() -> Self {
        Self { members: Quantity::ZERO, count: 100, exponent: 1.0 }
    }
}

impl Teams {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if !(1..=10_000).contains(&self.count) {
            violations.push(Violation::new(
                "count",
                format!("{} teams are too few or too many", self.count),
                "type a whole number from 1 to 10_000; without teams, leave members at 0",
            ));
        }
        if !(0.0..=10.0).contains(&self.exponent) {
            violations.push(Violation::new(
                "exponent",
                format!("teams cannot be as unequal as {}", self.exponent),
                "type a number from 0 to 10, such as 1",
            ));
        }
        violations
    }
}
