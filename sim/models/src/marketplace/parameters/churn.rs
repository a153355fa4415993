//! Churn of sellers who earn too little.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity, Rate};

/// When sellers leave for good. A newcomer, who does not know the platform yet, takes the place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Churn {
    /// The rate at which a seller leaves who earns as much here as elsewhere.
    pub rate: Quantity<Rate>,
    /// How strongly earnings count: the rate is multiplied by exp(-kappa (earnings / elsewhere - 1)). From 0 to 20
    /// (default assumed).
    #[param(default = 1.0, range = 0..=20)]
    pub kappa: f64,
    /// What a seller could earn elsewhere in a month (default assumed).
    #[param(default = "$500", above = "$0", because = "earnings are divided by it")]
    pub elsewhere: Money,
    /// How far back earnings count: the time constant of their moving average (default assumed).
    #[param(default = "1 month", above = "0 h")]
    pub memory: Quantity<Duration>,
}
