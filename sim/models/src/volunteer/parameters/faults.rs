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
    /// from .001 over the smaller share. Left out, the default, all hosts are alike.
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
        let alike = self.alike.filter(|alike| (0.001..=1e9).contains(alike));
        if self.alike != alike {
            violations.push(Violation::new(
                "alike",
                "such a beta distribution cannot be drawn from",
                "type a number from 0.001 to 1e9, such as 20, or leave it out",
            ));
        }
        for (key, mean) in [("client_errors", self.client_errors), ("wrong_results", self.wrong_results)] {
            violations.extend(alike.and_then(|alike| cannot_be_drawn(alike, key, mean.canonical())));
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

/// Both parameters of a beta distribution, the mean and what it lacks of one each
/// times `alike`, must be large enough to draw from.
fn cannot_be_drawn(alike: f64, key: &str, mean: f64) -> Option<Violation> {
    const SMALLEST: f64 = 0.001;
    let smaller = mean.min(1.0 - mean);
    if smaller <= 0.0 || smaller * alike >= SMALLEST {
        return None;
    }
    let violation = Violation::new(
        "alike",
        format!("with so rare a share of {key} nearly all hosts would have exactly none or all"),
        format!("type at least {} for these {key}, or leave it out", (SMALLEST / smaller * 1.001).ceil()),
    );
    Some(violation.and(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(client_errors: f64, alike: f64) -> Vec<Violation> {
        let client_errors = Quantity::new(client_errors).unwrap_or(Quantity::ZERO);
        Faults { client_errors, wrong_results: Quantity::ZERO, alike: Some(alike), ..Faults::default() }
            .validate()
    }

    #[test]
    fn hosts_can_be_alike_only_as_far_as_their_shares_can_be_drawn() {
        assert_eq!(broken(0.01, 0.1), []);
        assert_eq!(broken(0.0, 0.001), [], "all hosts are alike");
        for (mean, alike) in [(0.0001, 1.0), (0.9999, 1.0), (0.01, 0.05)] {
            let violations = broken(mean, alike);
            assert_eq!((violations.len(), violations[0].path.as_str()), (1, "alike"));
            assert_eq!(violations[0].others, ["client_errors"]);
        }
        assert_eq!(broken(0.01, 0.0).len(), 1, "once, not for each share");
    }

    #[test]
    fn what_is_allowed_can_be_drawn() {
        use crate::volunteer::Parameters;
        use crate::volunteer::plan::Plan;
        let faults = Faults { alike: Some(0.2), ..Faults::default() };
        assert_eq!(faults.validate(), []);
        let horizon = crate::model::Horizon { end: 1.0, warm_up: 0.0, stretches: 1 };
        assert!(Plan::new(&Parameters { faults, ..Parameters::default() }, horizon).is_ok());
    }
}
