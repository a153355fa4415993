//! What surrounds the platform: its costs, its rivals, the law.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity, Share};
use crate::violation::Violation;

use crate::rules::dollars;

const NOTHING: Money = Money::new(0, Currency::Usd);

/// What running the platform costs (fact M2: service, insurance, lobbying, security).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Costs {
    /// For each completed job; nothing by default.
    pub per_job: Money,
    /// For each member of either side, in a month; nothing by default.
    pub per_member: Money,
    /// In a month, whoever is in; nothing by default.
    pub monthly: Money,
}

impl Default for Costs {
    fn default() -> Self {
        Self { per_job: NOTHING, per_member: NOTHING, monthly: NOTHING }
    }
}

impl Costs {
    pub(super) fn validate(&self) -> Vec<Violation> {
        dollars(&[("per_job", self.per_job), ("per_member", self.per_member), ("monthly", self.monthly)])
    }
}

/// Whom buyers could turn to instead (fact M2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rivals {
    /// Which share of buyers' needs a free alternative serves; it also takes that share of their
    /// benefit from being in. Nothing by default.
    pub free_alternative: Quantity<Share>,
    /// From which share of buyers on the incumbent answers; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incumbent_reacts_at: Option<Quantity<Share>>,
    /// How long it takes to answer; 90 d by default (assumption).
    pub incumbent_takes: Quantity<Duration>,
    /// By which share the incumbent's lower price shrinks what buyers gain by being in;
    /// 30 % by default (assumption).
    pub incumbent_cuts: Quantity<Share>,
}

impl Default for Rivals {
    fn default() -> Self {
        const CUT: Quantity<Share> = Quantity::constant(0.3);
        Self {
            free_alternative: Quantity::ZERO,
            incumbent_reacts_at: None,
            incumbent_takes: Quantity::days(90),
            incumbent_cuts: CUT,
        }
    }
}

/// What the law asks, from a date on (fact M2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Regulation {
    /// When it comes into force; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
    /// Whether it forbids the platform; false by default.
    pub ban: bool,
    /// What the platform must then pay for each job; nothing by default.
    pub per_job: Money,
    /// What a seller must then spend in a month to be allowed to sell; nothing by default.
    pub licence: Money,
}

impl Default for Regulation {
    fn default() -> Self {
        Self { from: None, ban: false, per_job: NOTHING, licence: NOTHING }
    }
}

impl Regulation {
    pub(super) fn validate(&self) -> Vec<Violation> {
        dollars(&[("per_job", self.per_job), ("licence", self.licence)])
    }
}
