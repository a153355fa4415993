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

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};
use crate::violation::Violation;

pub use behaviour::{Changes, Feature, Prompts, Seats, Trying, Willingness};
pub use business::{ChurnOver, Costs, FirstMargin, FreeAccounts, Kpi, Move, Pausing};
pub use generosity::Generosity;
pub use leads::{Channel, Leads, Region, Timing};
pub(super) use names::{CHURNED, OUTSIDE};
pub use offer::{Buys, Offer, Sale, Trial};
pub use renewal::{Renewal, Risk, RiskGroup};
pub use repeat::Repeat;
pub use survival::Survival;

use crate::rules::{each, whole, within};

/// A business that lives of subscriptions: a price list, those who try it, and what becomes of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "SubscriptionParameters")]
pub struct Parameters {
    /// How leads come in and open accounts.
    pub leads: Leads,
    /// Whether they notice what a free plan gives. Off by default.
    pub generosity: Generosity,
    /// By which channels they come. One by default.
    pub channels: BTreeMap<String, Channel>,
    /// Where they live. One region by default.
    pub regions: BTreeMap<String, Region>,
    /// The features whose use is metered. By default those of the organisation plans (P3): `courses`,
    /// `job_listings` and `verifications`.
    pub features: BTreeMap<String, Feature>,
    /// The price list. By default the organisation plans of fact P3: `free` and `paid`.
    pub plans: BTreeMap<String, Offer>,
    /// Which share of those who sign up starts on which plan, or on its trial; adds up to 1. By default
    /// all start on `free`.
    pub start: BTreeMap<String, Quantity<Share>>,
    /// How many accounts are on which plan when the run begins, none by default. They count as new
    /// then.
    pub initial: BTreeMap<String, u32>,
    /// How many users accounts have.
    pub seats: Seats,
    /// What accounts would pay.
    pub willingness: Willingness,
    /// What a trial leads to.
    pub trying: Trying,
    /// What reaching a cap leads to.
    pub prompts: Prompts,
    /// Who renews and who leaves.
    pub renewal: Renewal,
    /// What accounts do of themselves.
    pub changes: Changes,
    /// What the business pays for.
    pub costs: Costs,
    /// How its KPIs are defined.
    pub kpi: Kpi,
    /// What is done to accounts at set times. Nothing by default.
    pub moves: Vec<Move>,
}

impl Default for Parameters {
    fn default() -> Self {
        const ALL: Quantity<Share> = Quantity::constant(1.0);
        let feature = |name: &str, mean| (name.to_owned(), Feature { mean, ..Feature::default() });
        Self {
            leads: Leads::default(),
            generosity: Generosity::default(),
            channels: BTreeMap::from([("all".to_owned(), Channel::default())]),
            regions: BTreeMap::from([("all".to_owned(), Region::default())]),
            features: BTreeMap::from([
                feature("courses", 3.0),
                feature("job_listings", 1.0),
                feature("verifications", 20.0),
            ]),
            plans: offer::organisations(),
            start: BTreeMap::from([("free".to_owned(), ALL)]),
            initial: BTreeMap::new(),
            seats: Seats::default(),
            willingness: Willingness::default(),
            trying: Trying::default(),
            prompts: Prompts::default(),
            renewal: Renewal::default(),
            changes: Changes::default(),
            costs: Costs::default(),
            kpi: Kpi::default(),
            moves: Vec::new(),
        }
    }
}

impl Parameters {
    /// The rules across parameters that these break.
    #[must_use]
    pub fn validate(&self) -> Vec<Violation> {
        let mut violations = names::known(self);
        violations.extend(whole("channels", self.channels.values().map(|channel| channel.share)));
        violations.extend(whole("regions", self.regions.values().map(|region| region.share)));
        violations.extend(whole("start", self.start.values().copied()));
        violations.extend(each("channels", &self.channels, Channel::validate));
        violations.extend(each("regions", &self.regions, Region::validate));
        violations.extend(each("features", &self.features, Feature::validate));
        violations.extend(each("plans", &self.plans, Offer::validate));
        violations.extend(within("leads", self.leads.validate()));
        violations.extend(within("generosity", self.generosity.validate()));
        violations.extend(within("seats", self.seats.validate()));
        violations.extend(within("willingness", self.willingness.validate()));
        violations.extend(within("prompts", self.prompts.validate()));
        violations.extend(within("renewal", self.renewal.validate()));
        violations.extend(within("costs", self.costs.validate()));
        violations.extend(within("kpi", self.kpi.validate()));
        violations
    }
}
