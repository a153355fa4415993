//! Parameters of the queue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::Quantity;
use crate::violation::Violation;

/// A queue: customers arrive, wait for a free server, are served and leave.
///
/// With exponential intervals it is the M/M/c queue (Kendall 1953).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "QueueParameters")]
pub struct Parameters {
    /// The time between two arrivals; exponential with mean 1 h by default.
    pub arrivals: Distribution,
    /// The time a service takes; exponential with mean 0.9 h by default.
    pub service: Distribution,
    /// How many servers there are, from 1; 1 by default.
    pub servers: u32,
}

impl Default for Parameters {
    fn default() -> Self {
        const SERVICE: Quantity<crate::quantity::Duration> = Quantity::constant(0.9);
        Self {
            arrivals: Distribution::Exponential { mean: Quantity::hours(1) },
            service: Distribution::Exponential { mean: SERVICE },
            servers: 1,
        }
    }
}

impl Parameters {
    /// The rules across parameters that these break.
    #[must_use]
    pub fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.servers == 0 {
            violations.push(Violation::new(
                "servers",
                "a queue without a server serves nobody",
                "type a whole number from 1 up",
            ));
        }
        if self.arrivals.takes_no_time() {
            violations.push(Violation::new(
                "arrivals",
                "with no time between two arrivals the clock stands still",
                "type { deterministic = \"1 h\" }, or another duration above zero",
            ));
        }
        violations
    }
}
