//! Funding, and costs that belong to no component.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity};

/// A round of funding.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// When the money comes, after the beginning.
    pub at: Quantity<Duration>,
    /// How much money comes.
    pub amount: Money,
    /// Whether it only comes if a milestone has been reached by then.
    #[serde(default)]
    pub needs_milestone: bool,
}

/// Funding, and costs that belong to no component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Finance {
    /// The cash at the beginning, beside what components have.
    pub cash: Money,
    /// Rounds of funding.
    pub rounds: BTreeMap<String, Round>,
    /// What the platform itself costs in a month: salaries, rent.
    pub monthly: Money,
    /// The period over which the burn rate is averaged, from which the runway follows.
    #[param(default = "3 month", range = "1 month".., because = "costs are booked by the month")]
    pub burn_over: Quantity<Duration>,
}
