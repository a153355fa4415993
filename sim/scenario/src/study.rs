//! The `[study]` table: horizon, replications, seed, warm-up.

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::quantity::{Duration, Quantity};
use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::suggestion::did_you_mean;

/// The settings of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StudySettings {
    /// The simulated time of one replication, above zero, at most 10,000 years;
    /// 30 d by default.
    pub horizon: Quantity<Duration>,
    /// The number of independent replications, from 1; 20 by default.
    pub replications: u32,
    /// The seed from which all random streams derive; 1 by default.
    pub seed: u64,
    /// The warm-up: the simulated time at the start that estimates leave out, below the
    /// horizon; zero by default.
    pub warm_up: Quantity<Duration>,
    /// Instead of a fixed `warm_up`: the metric with a time series, such as `customers_present`, from which the warm-up
    /// is found by the rule MSER-5 (White, Cobb & Spratt 2000), for a steady state; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warm_up_by: Option<String>,
    /// The number of batches of one long run, whose means take the place of replications (Law 2015, section
    /// 9.5.3), from 10 to 100; requires `replications = 1`; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batches: Option<u32>,
}

impl Default for StudySettings {
    fn default() -> Self {
        Self {
            horizon: Quantity::days(30),
            replications: 20,
            seed: 1,
            warm_up: Quantity::ZERO,
            warm_up_by: None,
            batches: None,
        }
    }
}

impl StudySettings {
    /// The most replications of a run, whose observations stay in memory.
    pub const MOST_REPLICATIONS: u32 = 10_000_000;

    /// The longest horizon; a longer one is probably a typing error.
    fn longest() -> Quantity<Duration> {
        Quantity::days(3_652_500)
    }

    /// The rules that these settings break, with paths from the `[study]` table.
    #[must_use]
    pub fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.horizon == Quantity::ZERO {
            violations.push(Violation::new(
                "horizon",
                "`horizon` must be above zero",
                "type a duration above zero, such as \"30 d\"",
            ));
        } else if self.horizon > Self::longest() {
            violations.push(Violation::new(
                "horizon",
                format!("`horizon` must be at most 10,000 years, got {}", self.horizon),
                "type a duration up to \"10000 years\"",
            ));
        } else if self.warm_up >= self.horizon {
            violations.push(
                Violation::new(
                    "warm_up",
                    format!("`warm_up` must be below the horizon of {}, got {}", self.horizon, self.warm_up),
                    "type a warm-up below the horizon, or a longer horizon",
                )
                .and("horizon"),
            );
        }
        if self.replications == 0 {
            violations.push(Violation::new(
                "replications",
                "`replications` must be at least 1, got 0",
                "type a whole number from 1 up",
            ));
        }
        if self.replications > Self::MOST_REPLICATIONS {
            violations.push(Violation::new(
                "replications",
                "`replications` must be at most 10,000,000, since their observations stay in memory",
                "type at most 10_000_000",
            ));
        }
        violations.extend(self.batched());
        violations
    }

    /// The rules for batches of one long run.
    fn batched(&self) -> Option<Violation> {
        let batches = self.batches?;
        if !(10..=100).contains(&batches) {
            return Some(Violation::new(
                "batches",
                format!("`batches` must be from 10 to 100, got {batches}"),
                "type a whole number from 10 to 100, such as 20",
            ));
        }
        (self.replications != 1).then(|| {
            Violation::new(
                "batches",
                format!("`batches` requires `replications` to be 1, got {}", self.replications),
                "type replications = 1, or leave the batches out",
            )
            .and("replications")
        })
    }

    /// The rules that these settings break for this model.
    #[must_use]
    pub fn validate_for(&self, model: &ModelParameters) -> Vec<Violation> {
        let mut violations = Vec::new();
        let name = model.name();
        for (path, is_set) in [
            ("warm_up", self.warm_up > Quantity::ZERO),
            ("warm_up_by", self.warm_up_by.is_some()),
            ("batches", self.batches.is_some()),
        ] {
            if is_set && !model.takes_warm_up() {
                let message =
                    format!("the model {name} counts everything from the beginning and has no warm-up");
                violations.push(Violation::new(path, message, "leave it out"));
            }
        }
        let Some(by) = self.warm_up_by.as_ref().filter(|_| model.takes_warm_up()) else { return violations };
        if self.warm_up > Quantity::ZERO {
            violations.push(
                Violation::new(
                    "warm_up_by",
                    "`warm_up` and `warm_up_by` cannot both be given",
                    "leave out `warm_up` or `warm_up_by`",
                )
                .and("warm_up"),
            );
        }
        let names = || model.metrics().iter().map(|metric| metric.name);
        if !names().any(|metric| metric == by) {
            let help = did_you_mean(by, names()).map_or_else(
                || format!("`bazaar models {name}` lists them"),
                |guess| format!("did you mean `{guess}`?"),
            );
            let message = format!("the model {name} has no metric `{by}`");
            violations.push(Violation::new("warm_up_by", message, help));
        }
        violations
    }
}
