//! Projects that share the hosts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity};
use crate::violation::Violation;

/// A project: a server, and a claim to a share of every host's time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Project {
    /// The project's part of a host's time, against those of the other projects,
    /// above zero; 100 by default, as in BOINC.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub resource_share: f64,
    /// When it begins to hand out jobs; at once by default.
    pub starts: Quantity<Duration>,
    /// When it stops; not before the horizon by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<Quantity<Duration>>,
    /// How many tasks the server can hand out in a day, from 1; without limit by
    /// default. One machine managed 8.8 million (Anderson, Korpela & Walton 2005).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tasks_per_day: Option<u32>,
}

impl Default for Project {
    fn default() -> Self {
        Self { resource_share: 100.0, starts: Quantity::ZERO, ends: None, tasks_per_day: None }
    }
}

impl Project {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.resource_share.is_nan() || self.resource_share <= 0.0 {
            violations.push(Violation::new(
                "resource_share",
                format!("{} is no share of a host's time", self.resource_share),
                "type a number above zero, such as 100",
            ));
        }
        if self.ends.is_some_and(|ends| ends <= self.starts) {
            violations.push(
                Violation::new(
                    "ends",
                    "the project ends before it starts",
                    "type a later time, or leave it out",
                )
                .and("starts"),
            );
        }
        if self.tasks_per_day == Some(0) {
            violations.push(Violation::new(
                "tasks_per_day",
                "a server that hands out nothing is no project",
                "type a whole number from 1 up, or leave it out",
            ));
        }
        violations
    }
}
