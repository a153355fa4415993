//! What a free plan gives, and who notices.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};

/// How sign-ups and word of mouth follow what a free plan gives: the share `g` of all use of features that fits under its caps.
/// A free plan that gives less brings fewer sign-ups, and its users tell fewer others, `(g / usual)^elasticity` times as
/// many (that both follow from what is free: Kumar 2014; Lee, Kumar & Gupta 2019).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Generosity {
    /// The share of use at which leads sign up and free accounts bring others as `leads` says, above 0. None by default, and
    /// then nobody notices what is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(range = 0.01.., because = "a free plan is compared with it")]
    pub usual: Option<Quantity<Share>>,
    /// How elastic sign-ups for free plans are in the share of use that is free, from 0 (they do not follow it) to 10 (default
    /// assumed). No more than all leads sign up.
    #[param(default = 1.0, range = 0..=10)]
    pub sign_up: f64,
    /// How elastic the leads that free accounts bring are in that share, from 0 to 10 (default assumed).
    #[param(default = 1.0, range = 0..=10)]
    pub word_of_mouth: f64,
}
