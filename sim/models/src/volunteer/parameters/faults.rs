//! Errors of hosts, and cheating.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Ratio, Share};
use crate::violation::Violation;

/// Errors and cheats.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
#[params(rules = Self::rules)]
pub struct Faults {
    /// Share of the tasks that end in an error that the client notices, at a time uniform over the task, on
    /// average over hosts (default assumed).
    #[param(default = 0.01)]
    pub client_errors: Quantity<Share>,
    /// Share of the tasks that give a wrong result without an error, on average over hosts (default assumed).
    #[param(default = 0.005)]
    pub wrong_results: Quantity<Share>,
    /// How similar hosts are in `client_errors` and `wrong_results`: each host's two shares are beta
    /// distributed with these means and this precision (the sum of both shape parameters), from .001 over the
    /// smaller share. The smaller it is, the fewer hosts make all the mistakes. By default all hosts have the
    /// same shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(range = 0.001..=1e9)]
    pub alike: Option<f64>,
    /// Share of the hosts that make results up to earn credit.
    pub fabricators: Quantity<Share>,
    /// Whether the results that fabricators make up agree.
    pub collusion: bool,
    /// How much credit fabricators claim, in multiples of an honest claim.
    #[param(default = 1)]
    pub claims: Quantity<Ratio>,
    /// How long a made-up result takes (default assumed).
    #[param(
        default = "1 min",
        above = "0 h",
        because = "a task that takes no time would never end a day's quota"
    )]
    pub fabrication: Quantity<Duration>,
    /// Share of the hosts that fail at every task.
    pub failing: Quantity<Share>,
    /// How long a host that fails at every task computes before it does (default assumed).
    #[param(
        default = "1 min",
        above = "0 h",
        because = "a task that takes no time would never end a day's quota"
    )]
    pub fails_after: Quantity<Duration>,
}

impl Faults {
    fn rules(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.fabricators.canonical() + self.failing.canonical() > 1.0 {
            violations.push(
                Violation::new(
                    "fabricators",
                    "`fabricators` and `failing` must add up to at most 1",
                    "choose two shares that add up to at most 1",
                )
                .and("failing"),
            );
        }
        if self.client_errors.canonical() + self.wrong_results.canonical() > 1.0 {
            violations.push(
                Violation::new(
                    "client_errors",
                    "`client_errors` and `wrong_results` must add up to at most 1",
                    "choose two shares that add up to at most 1",
                )
                .and("wrong_results"),
            );
        }
        let alike = self.alike.filter(|alike| (0.001..=1e9).contains(alike));
        for (key, mean) in [("client_errors", self.client_errors), ("wrong_results", self.wrong_results)] {
            violations.extend(alike.and_then(|alike| cannot_be_drawn(alike, key, mean.canonical())));
        }
        violations
    }
}

/// Both parameters of the beta distribution, mean x `alike` and (1 - mean) x `alike`, must be large enough to
/// draw from.
fn cannot_be_drawn(alike: f64, key: &str, mean: f64) -> Option<Violation> {
    const SMALLEST: f64 = 0.001;
    let smaller = mean.min(1.0 - mean);
    if smaller <= 0.0 || smaller * alike >= SMALLEST {
        return None;
    }
    let violation = Violation::new(
        "alike",
        format!("`alike` is too small for a share this close to 0 or 1 in `{key}`"),
        format!("type at least {} for these {key}, or leave it out", (SMALLEST / smaller * 1.001).ceil()),
    );
    Some(violation.and(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Parameter;

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
        use crate::volunteer::resolved::Resolved;
        let faults = Faults { alike: Some(0.2), ..Faults::default() };
        assert_eq!(faults.validate(), []);
        let horizon = crate::model::Horizon { end: 1.0, warm_up: 0.0, stretches: 1 };
        assert!(Resolved::new(&Parameters { faults, ..Parameters::default() }, horizon).is_ok());
    }
}
