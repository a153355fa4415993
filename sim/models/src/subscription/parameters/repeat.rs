//! Repeat buying: customers without a contract, who buy again or silently stop.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity};

/// How customers without a contract buy: at random, at rates that are gamma distributed over them, until they
/// are gone, which cannot be observed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub enum Repeat {
    /// After each purchase they may be gone, with a probability that is beta distributed (BG/NBD: Fader,
    /// Hardie & Lee 2005).
    BgNbd {
        /// The shape of the gamma distribution of rates.
        #[param(range = 1e-3..=1e9, example = 0.243)]
        r: f64,
        /// The rate of that gamma distribution: the time until `r` purchases, on average.
        #[param(range = "0.001 h"..="1e9 h", example = "4.414 week")]
        alpha: Quantity<Duration>,
        /// The first parameter of the beta distribution.
        #[param(range = 1e-3..=1e9, example = 0.243)]
        a: f64,
        /// The second parameter of the beta distribution.
        #[param(range = 1e-3..=1e9, example = 0.243)]
        b: f64,
    },
    /// They may be gone at any time, at a rate that is gamma distributed (Pareto/NBD: Schmittlein,
    /// Morrison & Colombo 1987).
    ParetoNbd {
        /// The shape of the gamma distribution of rates of buying.
        #[param(range = 1e-3..=1e9, example = 0.243)]
        r: f64,
        /// The rate of that gamma distribution: the time until `r` purchases, on average.
        #[param(range = "0.001 h"..="1e9 h", example = "4.414 week")]
        alpha: Quantity<Duration>,
        /// The shape of the gamma distribution of rates of leaving.
        #[param(range = 1e-3..=1e9, example = 0.243)]
        s: f64,
        /// The rate of the gamma distribution of rates of leaving.
        #[param(range = "0.001 h"..="1e9 h", example = "4.414 week")]
        beta: Quantity<Duration>,
    },
}
