//! What a free plan gives, and who notices.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};
use crate::violation::Violation;

/// How sign-ups and word of mouth follow what a free plan gives: the share `g` of all use of features that fits under its caps.
/// A free plan that gives less brings fewer sign-ups, and its users tell fewer others, `(g / usual)^elasticity` times as
/// many (that both follow from what is free: Kumar 2014; Lee, Kumar & Gupta 2019).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Generosity {
    /// The share of use at which leads sign up and free accounts bring others as `leads` says, above 0. None by default, and
    /// then nobody notices what is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual: Option<Quantity<Share>>,
    /// How elastic sign-ups for free plans are in that share, from 0 (they do not follow it) to 10; 1, in
    /// proportion, by default (assumption). No more than all leads sign up.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub sign_up: f64,
    /// The same for the leads that free accounts bring; 1 by default (assumption).
    #[schemars(range(min = 0.0, max = 10.0))]
    pub word_of_mouth: f64,
}

impl Default for Generosity {
    fn default() -> Self {
        Self { usual: None, sign_up: 1.0, word_of_mouth: 1.0 }
    }
}

impl Generosity {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.usual.is_some_and(|usual| usual.canonical() < 0.01) {
            violations.push(Violation::new(
                "usual",
                "a free plan cannot be compared with one that gives nothing",
                "type a share from 1 % to 100 %, such as \"70 %\", or leave it out",
            ));
        }
        for (name, value) in [("sign_up", self.sign_up), ("word_of_mouth", self.word_of_mouth)] {
            if !(0.0..=10.0).contains(&value) {
                violations.push(Violation::new(
                    name,
                    format!("an elasticity of {value} is out of range"),
                    "type a number from 0 to 10, such as 1",
                ));
            }
        }
        violations
    }
}
