//! What goes wrong on hosts, by accident or on purpose.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Ratio, Share};
use crate::violation::Violation;

/// Errors and cheats.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// Which share of the tasks ends in an error that the client notices, on
    /// average over hosts; 1 % by default (assumption).
    pub client_errors: Quantity<Share>,
    /// Which share of the tasks gives a wrong result that nobody notices, on
    /// average over hosts; .5 % by default (assumption).
    pub wrong_results: Quantity<Share>,
    /// How alike hosts are in both: each host's two shares are beta distributed
    /// with these means and this precision (the sum of both shape parameters),
    /// above zero. Left out, the default, all hosts are alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alike: Option<f64>,
    /// Which share of the hosts makes results up to earn credit; none by default.
    pub fabricators: Quantity<Share>,
    /// Whether what they make up agrees; false by default.
    pub collusion: bool,
    /// How much credit they claim, in multiples of an honest claim; 1 by default.
    pub claims: Quantity<Ratio>,
    /// How long a made-up result takes, above zero; 1 min by default (assumption).
    pub fabrication: Quantity<Duration>,
    /// Which share of the hosts fails at every task; none by default.
    pub failing: Quantity<Share>,
    /// How long such a host computes before it fails, above zero; 1 min by default (assumption).
    pub fails_after: Quantity<Duration>,
}

impl Default for Faults {
    fn default() -> Self {
        const CLIENT_ERRORS: Quantity<Share> = Quantity::constant(0.01);
        const WRONG_RESULTS: Quantity<Share> = Quantity::constant(0.005);
        const HONEST: Quantity<Ratio> = Quantity::constant(1.0);
        const MINUTE: Quantity<Duration> = Quantity::constant(1.0 / 60.0);
        Self {
            client_errors: CLIENT_ERRORS,
            wrong_results: WRONG_RESULTS,
            alike: None,
            fabricators: Quantity::ZERO,
            collusion: false,
            claims: HONEST,
            fabrication: MINUTE,
            failing: Quantity::ZERO,
            fails_after: MINUTE,
        }
    }
}

impl Faults {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.fabricators.canonical() + self.failing.canonical() > 1.0 {
            violations.push(
                Violation::new(
                    "fabricators",
                    "fabricators and failing hosts are more than all hosts",
                    "choose two shares that add up to at most 1",
                )
                .and("failing"),
            );
        }
        if self.client_errors.canonical() + self.wrong_results.canonical() > 1.0 {
            violations.push(
                Violation::new(
                    "client_errors",
                    "errors and wrong results are more than all results",
                    "choose two shares that add up to at most 1",
                )
                .and("wrong_results"),
            );
        }
        if self.alike.is_some_and(|alike| !(0.001..=1e9).contains(&alike)) {
            violations.push(Violation::new(
                "alike",
                "such a beta distribution cannot be drawn from",
                "type a number from 0.001 to 1e9, such as 20, or leave it out",
            ));
        }
        for (key, duration) in [("fabrication", self.fabrication), ("fails_after", self.fails_after)] {
            if duration == Quantity::ZERO {
                violations.push(Violation::new(
                    key,
                    "a task that takes no time would never end a day's quota",
                    "type a duration such as \"1 min\"",
                ));
            }
        }
        violations
    }
}
