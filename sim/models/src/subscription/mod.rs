//! A subscription business: freemium or a trial, plans with caps, renewals, churn.
//!
//! A one-off sale is over when it is paid. A subscription must be worth its price again every month, and the
//! lifetime value of a customer is known only when they leave. The business pays for acquisition today and
//! recovers it over the following year, if customers stay; so the faster it grows, the more cash it needs
//! first.
//!
//! ```text
//!  lead -> qualified -> account: free ----cap, thought----> paying <-> paused
//!                                trial --learned, in time-> paying --renewal, card--> churned
//!                                sale  --won--------------> paying <------------------ back
//! ```
//!
//! Leads come in from channels and by word of mouth (`leads`), and begin as the price list defines
//! (`beginning`). Their use is metered (`usage`, `period`); accounts that reach a cap are asked to move up
//! (`prompts`). Contracts are paid for, renewed or not (`contract`, `period`), and change in between
//! (`hazards`). Every change of monthly recurring revenue is a posting in a ledger (`movements`), from which
//! all KPIs are computed; money has a ledger of its own (`money`). Accounts may also buy without a contract
//! (`repeat`).

mod account;
mod allowance;
mod beginning;
mod business;
mod cause;
mod cohorts;
mod contract;
mod effect;
mod fit;
mod footprint;
mod hazards;
mod leads;
mod look;
mod metrics;
mod money;
mod month;
mod movements;
mod moves;
mod parameters;
mod period;
mod port;
mod prompts;
mod quantiles;
mod repeat;
mod resolved;
mod risk;
mod shapes;
mod statistics;
mod streams;
#[cfg(test)]
mod tests;
mod usage;

use bazaar_engine::stream::Generator;
use bazaar_engine::{Stalled, Streams};
use bazaar_numerics::variates::VariateError;

use crate::metric::Metric;
use crate::model::{Driver, Finished, Horizon, Model};
use crate::observation::Observation;
pub use business::{Business, Kind};
pub use effect::{Effect, News};
pub use fit::Fitted;
pub use parameters::*;
use resolved::Resolved;
pub use statistics::Statistics;

/// The subscription business with its parameters set.
#[derive(Debug)]
pub struct Subscription {
    plan: Resolved,
}

impl Subscription {
    /// The name of the model and of its component.
    pub const NAME: &'static str = "subscription";
    /// Headline metrics; empty if all are shown equally.
    pub const HEADLINES: &'static [&'static str] = &[];
    /// The models that it is composed of, whose names prefix their metrics.
    pub const PARTS: &'static [&'static str] = &[];
    /// The model's question, in one line.
    pub const QUESTION: &'static str =
        "how many free users pay one day, how long do they stay, and when does growth kill the company?";
    /// The model's description by the ODD protocol, in Markdown.
    pub const DESCRIPTION: &'static str = include_str!("README.md");

    /// The metrics of the model.
    #[must_use]
    pub fn metrics() -> &'static [Metric] {
        metrics::METRICS
    }

    /// Makes the model.
    ///
    /// # Errors
    /// If a distribution's parameters are out of range.
    pub fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        Ok(Subscription { plan: Resolved::new(parameters, horizon)? })
    }

    /// The business as a component, for a run of its own or among others on one clock.
    #[must_use]
    pub fn component<G: Generator>(&self, streams: Streams<G>) -> Business<'_, G> {
        Business::new(&self.plan, streams.component(Self::NAME))
    }
}

impl Model for Subscription {
    type Statistics = Statistics;

    fn run_by<D: Driver, G: Generator>(
        &self,
        driver: &mut D,
        streams: Streams<G>,
        _: u32,
    ) -> Result<Statistics, Stalled> {
        let Finished { component, events, fingerprint } =
            driver.drive(self.component(streams), self.plan.horizon.end)?;
        Ok(component.close(events, fingerprint))
    }

    /// Accounts refer others, and all share one cash account, so there is one partition and nothing to merge.
    fn merge(&self, _: &mut Statistics, _: Statistics) {}

    fn observe(&self, sums: Statistics) -> Observation {
        metrics::observe(&sums, self)
    }
}
