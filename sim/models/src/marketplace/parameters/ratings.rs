//! What buyers learn about sellers, and its effects.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Ratio, Share};

/// Quality, ratings and trust.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Ratings {
    /// The mean quality of sellers: what share of full marks they deserve (default assumed).
    #[param(default = 0.8)]
    pub quality: Quantity<Share>,
    /// How similar sellers are: their qualities are beta distributed with mean `quality` and this precision
    /// (the sum of both shape parameters), from 0.01 to 1e6 (default assumed).
    #[param(default = 10.0, range = 0.01..=1e6)]
    pub alike: f64,
    /// The standard deviation of what a buyer sees of a seller's quality in one job (default assumed).
    #[param(default = 0.2, range = ..=10)]
    pub noise: Quantity<Ratio>,
    /// Probability that a buyer leaves a rating (default assumed).
    #[param(default = 0.5)]
    pub left: Quantity<Share>,
    /// The share of full marks from which a buyer is satisfied (default assumed).
    #[param(default = 0.5)]
    pub satisfied: Quantity<Share>,
    /// Probability that a buyer does not hire a seller whom he does not trust at all (default assumed).
    pub hesitation: Quantity<Share>,
    /// The weight of trust, from 0 to 1. Trust is the mean of reputation and familiarity. A buyer hires with
    /// probability 1 - hesitation x (1 - weight x trust), and the cost of leaking shrinks by weight x trust:
    /// both rise (after Gu & Zhu 2021).
    pub trust: Quantity<Share>,
}
