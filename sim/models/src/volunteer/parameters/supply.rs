//! Where jobs come from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Rate};
use crate::violation::Violation;

/// How many jobs there are to do, and when.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Supply {
    /// Whoever asks gets work.
    Unlimited,
    /// So many jobs, all there when the project starts.
    Batch(u32),
    /// So many in a unit of time, evenly.
    Stream(Quantity<Rate>),
    /// So many at once, again and again.
    Burst {
        /// How many jobs come at once.
        jobs: u32,
        /// The time from one burst to the next, above zero.
        every: Quantity<Duration>,
    },
}

impl Supply {
    pub(super) fn validate(&self) -> Option<Violation> {
        match self {
            Supply::Burst { every, .. } if *every == Quantity::ZERO => Some(
                Violation::new(
                    "every",
                    "bursts need some time between them",
                    "type a duration such as \"7 d\"",
                )
                .within("burst"),
            ),
            _ => None,
        }
    }
}
