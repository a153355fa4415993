//! Categories of goods on one market: courses and assessments, rides and parcels.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::service::{Price, TakeRate};
use crate::quantity::{Duration, Quantity, Share};

/// A category of goods: its share of demand, its price, and the platform's take rate. Every seller serves all
/// categories.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Category {
    /// Share of needs that are for it; the shares of all categories add up to 1.
    #[param(default = 1)]
    pub share: Quantity<Share>,
    /// What a job costs, where it differs from `service.price`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// What the platform keeps, where it differs from `take_rate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub take_rate: Option<TakeRate>,
    /// When its sale begins; at the beginning by default. Buyers who need it before make no request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
}
