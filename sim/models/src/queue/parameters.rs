//! Parameters of the queue.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::Quantity;
use crate::violation::Violation;

/// A queue: customers arrive, wait for a free server, are served and leave.
///
/// With exponential intervals it is the M/M/c queue (Kendall 1953).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "QueueParameters", transform = Self::annotate)]
#[params(rules = Self::rules)]
pub struct Parameters {
    /// The time between two arrivals.
    #[param(default = Distribution::Exponential { mean: Quantity::hours(1) })]
    pub arrivals: Distribution,
    /// The time a service takes.
    #[param(default = Distribution::Exponential { mean: Quantity::constant(0.9) })]
    pub service: Distribution,
    /// How many servers there are.
    #[param(default = 1, range = 1.., because = "a queue without a server serves nobody")]
    pub servers: u32,
}

impl Parameters {
    fn rules(&self) -> Option<Violation> {
        self.arrivals.takes_no_time().then(|| {
            Violation::new(
                "arrivals",
                "with no time between two arrivals the clock stands still",
                "type { deterministic = \"1 h\" }, or another duration above zero",
            )
        })
    }
}
