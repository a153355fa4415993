//! Trust events (fact P13), and the help desk that handles them.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::{Distribution, LogNormal};
use crate::quantity::{Duration, Money, Quantity, Rate, Share};

/// A kind of trust event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Incident {
    /// How often there is an incident for each member: an account, or without accounts a person in the marketplace.
    pub per_member: Quantity<Rate>,
    /// Share of sales that lead to an incident.
    pub per_sale: Quantity<Share>,
    /// How many members lose trust while an incident is open.
    #[param(default = 1.0, range = 0..=1e6)]
    pub seen_by: f64,
    /// What an incident costs beyond the wages of the help desk: refunds, damages.
    pub cost: Money,
}

/// The help desk: a queue of incidents with several agents, who take the oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct HelpDesk {
    /// What can happen (default: fact P13).
    #[param(default = usual_incidents())]
    pub incidents: BTreeMap<String, Incident>,
    /// The number of agents who work on incidents, around the clock.
    #[param(default = 1, range = 1..=100_000)]
    pub agents: u32,
    /// How long an agent takes for an incident (default assumed).
    #[param(default = Distribution::LogNormal(LogNormal::Moments { mean: Quantity::hours(4), cv: Quantity::constant(1.0) }))]
    pub handling: Distribution,
    /// What an agent costs in a month (default assumed).
    #[param(default = "$2_000")]
    pub agent: Money,
    /// How long trust takes to recover once an incident is handled: the time constant of an exponential
    /// (default assumed).
    #[param(default = "30 d")]
    pub memory: Quantity<Duration>,
}

fn usual_incidents() -> BTreeMap<String, Incident> {
    const YEARLY_PER_THOUSAND: f64 = 1.0 / 8766.0 / 1000.0;
    const FAKE: Quantity<Rate> = Quantity::constant(50.0 * YEARLY_PER_THOUSAND);
    const PER_SALE: Quantity<Share> = Quantity::constant(0.001);
    let of_sales = Incident { per_sale: PER_SALE, ..Incident::default() };
    [
        ("fake_profile", Incident { per_member: FAKE, seen_by: 10.0, ..Incident::default() }),
        ("false_verification", of_sales),
        ("copyright_claim", of_sales),
    ]
    .map(|(name, incident)| (name.to_owned(), incident))
    .into()
}
