//! Where jobs come from.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Rate};

/// How many jobs there are to do, and when.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub enum Supply {
    /// Every host that asks gets work.
    Unlimited,
    /// A number of jobs, all there when the project starts.
    Batch(u32),
    /// A constant rate of jobs.
    Stream(Quantity<Rate>),
    /// A number of jobs at once, periodically.
    Burst {
        /// How many jobs come at once.
        jobs: u32,
        /// The time from one burst to the next.
        #[param(above = "0 h", example = "7 d")]
        every: Quantity<Duration>,
    },
}
