//! The generosity of a free plan, and its effects.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};

/// How sign-ups and word of mouth depend on the generosity of a free plan: the share `g` of all use of
/// features that fits under its caps. A plan that allows less brings fewer sign-ups, and its users refer
/// fewer others, by the factor `(g / usual)^elasticity` (that both depend on what is free: Kumar 2014; Lee,
/// Kumar & Gupta 2019).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Generosity {
    /// The share of use at which leads sign up and free accounts refer others at the rates of `leads`,
    /// above 0. None by default, and then generosity has no effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(range = 0.01.., because = "a free plan is compared with it")]
    pub usual: Option<Quantity<Share>>,
    /// The elasticity of sign-ups for free plans with respect to the share of use that is free, from 0 (no
    /// effect) to 10 (default assumed). No more than all leads sign up.
    #[param(default = 1.0, range = 0..=10)]
    pub sign_up: f64,
    /// The elasticity of leads referred by free accounts with respect to that share, from 0 to 10 (default
    /// assumed).
    #[param(default = 1.0, range = 0..=10)]
    pub word_of_mouth: f64,
}
