//! The platform's surroundings: its costs, its rivals, regulation.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity, Share};

/// What running the platform costs (fact M2: service, insurance, lobbying, security).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Costs {
    /// What each completed job costs.
    pub per_job: Money,
    /// What each member of either side costs in a month.
    pub per_member: Money,
    /// What the platform costs in a month, regardless of who is in.
    pub monthly: Money,
}

/// Whom buyers could turn to instead (fact M2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Rivals {
    /// Share of buyers' needs that a free alternative serves; it also takes that share of their benefit from
    /// being in.
    pub free_alternative: Quantity<Share>,
    /// The share of buyers that are in from which the incumbent reacts; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incumbent_reacts_at: Option<Quantity<Share>>,
    /// How long the incumbent takes to answer (default assumed).
    #[param(default = "90 d")]
    pub incumbent_takes: Quantity<Duration>,
    /// The share by which the incumbent's lower price reduces buyers' benefit from being in (default
    /// assumed).
    #[param(default = 0.3)]
    pub incumbent_cuts: Quantity<Share>,
}

/// Regulation from a date on (fact M2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Regulation {
    /// When the law comes into force; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
    /// Whether the law forbids the platform.
    pub ban: bool,
    /// What the platform must then pay for each job.
    pub per_job: Money,
    /// What a seller must then spend in a month to be allowed to sell.
    pub licence: Money,
}
