//! Parameters of a subscription business, each with unit, range and source.

mod behaviour;
mod business;
mod conventions;
mod generosity;
mod leads;
mod names;
mod offer;
mod renewal;
mod repeat;
mod survival;

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};

pub use behaviour::{Changes, Feature, Prompts, Seats, Trying, Willingness};
pub use business::{ChurnOver, Costs, FirstMargin, FreeAccounts, Kpi, Move, Pausing};
pub use generosity::Generosity;
pub use leads::{Channel, Leads, Region, Timing};
pub(super) use names::{CHURNED, OUTSIDE};
pub use offer::{Buys, Offer, Sale, Trial};
pub use renewal::{Renewal, Risk, RiskGroup};
pub use repeat::Repeat;
pub use survival::Survival;

/// A subscription business: a price list, its users and customers, costs and KPIs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate, rename = "SubscriptionParameters")]
#[params(rules = names::known)]
pub struct Parameters {
    /// How leads come in and open accounts.
    pub leads: Leads,
    /// Whether leads respond to the generosity of a free plan.
    pub generosity: Generosity,
    /// The channels by which leads come.
    #[param(default = BTreeMap::from([("all".to_owned(), Channel::default())]), entries = ..=64, whole = share)]
    pub channels: BTreeMap<String, Channel>,
    /// Where leads live.
    #[param(default = BTreeMap::from([("all".to_owned(), Region::default())]), entries = ..=64, whole = share)]
    pub regions: BTreeMap<String, Region>,
    /// The features whose use is metered. By default those of the organisation plans (P3): `courses`, `job_listings`
    /// and `verifications`, used 3, 1 and 20 times in a month on average (assumption).
    #[param(default = behaviour::organisations(), entries = ..=64)]
    pub features: BTreeMap<String, Feature>,
    /// The price list. By default the organisation plans of fact P3: `free` and `paid`.
    #[param(default = offer::organisations(), entries = 1..=64)]
    pub plans: BTreeMap<String, Offer>,
    /// Share of sign-ups that start on each plan, or on its trial; adds up to 1. By default all start on
    /// `free`.
    #[param(default = BTreeMap::from([("free".to_owned(), Quantity::constant(1.0))]), whole, doubt = start)]
    pub start: BTreeMap<String, Quantity<Share>>,
    /// How many accounts are on which plan when the run begins: the opening balance, each at the start of a
    /// period.
    #[param(doubt = start)]
    pub initial: BTreeMap<String, u32>,
    /// How many users accounts have.
    pub seats: Seats,
    /// How much accounts would pay.
    pub willingness: Willingness,
    /// The conversion of trials.
    pub trying: Trying,
    /// Responses of accounts that reach a cap.
    pub prompts: Prompts,
    /// Who renews and who leaves.
    pub renewal: Renewal,
    /// What accounts do spontaneously.
    pub changes: Changes,
    /// The costs of the business.
    pub costs: Costs,
    /// How its KPIs are defined.
    pub kpi: Kpi,
    /// Moves of accounts at set times.
    pub moves: Vec<Move>,
}
