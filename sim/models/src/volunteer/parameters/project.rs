//! Projects that share the hosts.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity};
use crate::violation::Violation;

/// A project: a server, and a claim to a share of every host's time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
#[params(rules = Self::rules)]
pub struct Project {
    /// The project's part of a host's time, against those of the other projects (default: that of BOINC).
    #[param(default = 100.0, above = 0)]
    pub resource_share: f64,
    /// When it begins to hand out jobs.
    pub starts: Quantity<Duration>,
    /// When it stops; not before the horizon by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<Quantity<Duration>>,
    /// How many tasks the server can hand out in a day, from 1; without limit by
    /// default. One machine managed 8.8 million (Anderson, Korpela & Walton 2005).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(range = 1..)]
    pub tasks_per_day: Option<u32>,
}

impl Project {
    fn rules(&self) -> Option<Violation> {
        self.ends.is_some_and(|ends| ends <= self.starts).then(|| {
            Violation::new("ends", "the project ends before it starts", "type a later time, or leave it out")
                .and("starts")
        })
    }
}
