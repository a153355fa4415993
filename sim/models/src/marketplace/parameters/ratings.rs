//! What buyers learn about sellers, and what comes of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Ratio, Share};
use crate::violation::Violation;

/// Quality, ratings and trust.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Ratings {
    /// The mean quality of sellers: what share of full marks they deserve; .8 by default
    /// (assumption).
    pub quality: Quantity<Share>,
    /// How alike sellers are: their qualities are beta distributed with that mean and this
    /// precision (the sum of both shape parameters), from 0.01 to 1e6; 10 by default (assumption).
    pub alike: f64,
    /// The standard deviation of what a buyer sees of it in one job; .2 by default (assumption).
    pub noise: Quantity<Ratio>,
    /// With which probability a buyer leaves a rating; .5 by default (assumption).
    pub left: Quantity<Share>,
    /// From which share of full marks a buyer is satisfied; .5 by default (assumption).
    pub satisfied: Quantity<Share>,
    /// With which probability a buyer does not hire a seller whom he does not trust at all; 0 by
    /// default (assumption).
    pub hesitation: Quantity<Share>,
    /// How much trust counts, from 0, the default, to 1. Trust is the mean of reputation and
    /// familiarity. A buyer hires with probability 1 - hesitation x (1 - weight x trust), and what
    /// leaking costs shrinks by weight x trust: both rise (after Gu & Zhu 2021).
    pub trust: Quantity<Share>,
}

impl Default for Ratings {
    fn default() -> Self {
        const QUALITY: Quantity<Share> = Quantity::constant(0.8);
        const NOISE: Quantity<Ratio> = Quantity::constant(0.2);
        const HALF: Quantity<Share> = Quantity::constant(0.5);
        Self {
            quality: QUALITY,
            alike: 10.0,
            noise: NOISE,
            left: HALF,
            satisfied: HALF,
            hesitation: Quantity::ZERO,
            trust: Quantity::ZERO,
        }
    }
}

impl Ratings {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if !(0.01..=1e6).contains(&self.alike) {
            violations.push(Violation::new(
                "alike",
                "such a beta distribution cannot be drawn from",
                "type a number from 0.01 to 1e6, such as 10",
            ));
        }
        if self.noise.canonical() > 10.0 {
            violations.push(Violation::new(
                "noise",
                "ratings that vary so much say nothing",
                "type a ratio up to 10, such as 0.2",
            ));
        }
        violations
    }
}
