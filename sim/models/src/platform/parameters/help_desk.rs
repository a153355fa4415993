//! Trust events (fact P13), and the help desk that handles them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::{Distribution, LogNormal};
use crate::quantity::{Currency, Duration, Money, Quantity, Rate, Ratio, Share};
use crate::rules::{dollars, each};
use crate::violation::Violation;

/// A kind of trust event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Incident {
    /// How often there is one for each member: an account, or without accounts somebody in the
    /// marketplace; never by default.
    pub per_member: Quantity<Rate>,
    /// Which share of sales leads to one; none by default.
    pub per_sale: Quantity<Share>,
    /// How many members lose trust while it is open; 1 by default.
    pub seen_by: f64,
    /// What one costs beside the work of the help desk: refunds, damages; nothing by default.
    pub cost: Money,
}

impl Default for Incident {
    fn default() -> Self {
        Self {
            per_member: Quantity::ZERO,
            per_sale: Quantity::ZERO,
            seen_by: 1.0,
            cost: Money::new(0, Currency::Usd),
        }
    }
}

impl Incident {
    fn validate(&self) -> Vec<Violation> {
        let mut violations = dollars(&[("cost", self.cost)]);
        if !(0.0..=1e6).contains(&self.seen_by) {
            violations.push(Violation::new(
                "seen_by",
                format!("{} members cannot see an incident", self.seen_by),
                "type a number from 0 to 1_000_000, such as 10",
            ));
        }
        violations
    }
}

/// The help desk: a queue of incidents with several agents, who take the oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HelpDesk {
    /// What can happen: by default `fake_profile`, `false_verification` and `copyright_claim` (fact P13).
    pub incidents: BTreeMap<String, Incident>,
    /// How many agents work on incidents, around the clock, from 1; 1 by default.
    pub agents: u32,
    /// How long an agent takes for one; log-normal with mean 4 h and cv 1 by default (assumption).
    pub handling: Distribution,
    /// What an agent costs in a month; $2,000 by default (assumption).
    pub agent: Money,
    /// How long lost trust takes to come back once an incident is handled: the time constant of an exponential; 30 d
    /// by default (assumption).
    pub memory: Quantity<Duration>,
}

impl Default for HelpDesk {
    fn default() -> Self {
        const YEARLY_PER_THOUSAND: f64 = 1.0 / 8766.0 / 1000.0;
        const FAKE: Quantity<Rate> = Quantity::constant(50.0 * YEARLY_PER_THOUSAND);
        const PER_SALE: Quantity<Share> = Quantity::constant(0.001);
        const ONCE: Quantity<Ratio> = Quantity::constant(1.0);
        let incident = |name: &str, incident: Incident| (name.to_owned(), incident);
        Self {
            incidents: BTreeMap::from([
                incident("fake_profile", Incident { per_member: FAKE, seen_by: 10.0, ..Incident::default() }),
                incident("false_verification", Incident { per_sale: PER_SALE, ..Incident::default() }),
                incident("copyright_claim", Incident { per_sale: PER_SALE, ..Incident::default() }),
            ]),
            agents: 1,
            handling: Distribution::LogNormal(LogNormal::Moments { mean: Quantity::hours(4), cv: ONCE }),
            agent: Money::new(200_000, Currency::Usd),
            memory: Quantity::days(30),
        }
    }
}

impl HelpDesk {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = each("incidents", &self.incidents, Incident::validate);
        if self.agents == 0 || self.agents > 100_000 {
            violations.push(Violation::new(
                "agents",
                format!("a help desk of {} agents is none", self.agents),
                "type a whole number from 1 to 100_000",
            ));
        }
        violations.extend(dollars(&[("agent", self.agent)]));
        violations
    }
}
