//! The `[study]` table: how long, how often, from which seed.

use bazaar_models::quantity::{Duration, Quantity};
use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a scenario is run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StudySettings {
    /// The simulated time of one replication, above zero, at most 10,000 years;
    /// 30 d by default.
    pub horizon: Quantity<Duration>,
    /// How many independent replications are run, from 1; 20 by default.
    pub replications: u32,
    /// The number all random streams derive from; 1 by default.
    pub seed: u64,
    /// The simulated time at the start that estimates leave out, below the
    /// horizon; nothing by default.
    pub warm_up: Quantity<Duration>,
}

impl Default for StudySettings {
    fn default() -> Self {
        Self { horizon: Quantity::days(30), replications: 20, seed: 1, warm_up: Quantity::ZERO }
    }
}

impl StudySettings {
    /// The longest horizon; beyond it a slip of the keyboard is likelier than a wish.
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
                "nothing happens in a horizon of zero",
                "type a duration above zero, such as \"30 d\"",
            ));
        } else if self.horizon > Self::longest() {
            violations.push(Violation::new(
                "horizon",
                format!("a run of {} does not end while you wait", self.horizon),
                "type a duration up to \"10000 years\"",
            ));
        } else if self.warm_up >= self.horizon {
            violations.push(
                Violation::new(
                    "warm_up",
                    format!("a warm-up of {} leaves nothing of a horizon of {}", self.warm_up, self.horizon),
                    "type a warm-up below the horizon, or a longer horizon",
                )
                .and("horizon"),
            );
        }
        if self.replications == 0 {
            violations.push(Violation::new(
                "replications",
                "without a replication nothing is run",
                "type a whole number from 1 up",
            ));
        }
        violations
    }
}
