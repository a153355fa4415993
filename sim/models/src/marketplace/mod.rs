//! A marketplace: a platform with two sides, each of which comes for the other.
//!
//! Nobody sells where nobody buys, and nobody buys where nobody sells. A platform
//! such as those of fact M1 must therefore win two crowds at once, and most fail
//! at it (fact M2). What decides is not how good an idea is but whether it gets past its
//! *critical mass*: a frontier between two fates, from which a market either grows
//! until it is mature or shrinks to nothing.
//!
//! ```text
//!            hears of it          thinks it worth it
//!  outside ──────────────> aware <──────────────────> in ─────────> left for good
//!                                                     │
//!   buyers:    dormant ──need──> request ──match──> served ──> rated
//!                                   └──> abandoned, expired
//!   sellers:   idle <──────────────> busy
//! ```
//!
//! People hear of the platform from its advertising and from one another
//! (`awareness`), and are in while enough of the others are (`participation`) and, on the side of sellers, while it pays (`earnings`). Those
//! who are in trade: a buyer's need becomes a `request`, `matching` finds a seller
//! near enough, in `space`, and idle; the job takes its time and is paid and rated
//! (`service`, `money`); goods may be of several categories, each with its price and take rate. Two who have met may do without the platform (`leakage`), and a
//! seller for whom it does not pay leaves for good (`churn`). `launch` and
//! `surroundings` are what the platform, its rivals and the law do to all of them.

mod awareness;
mod churn;
mod earnings;
mod effect;
mod equilibrium;
mod footprint;
mod frontier;
mod interruption;
mod launch;
mod leakage;
mod look;
mod map;
mod market;
mod matching;
mod metrics;
mod money;
mod pairs;
mod parameters;
mod participation;
mod people;
mod population;
mod port;
mod request;
mod resolved;
mod service;
mod shapes;
mod space;
mod statistics;
mod streams;
mod surroundings;
#[cfg(test)]
mod tests;

use bazaar_engine::stream::Generator;
use bazaar_engine::{Stalled, Streams};
use bazaar_numerics::variates::VariateError;

use crate::metric::Metric;
use crate::model::{Driver, Finished, Horizon, Model};
use crate::observation::Observation;
pub(crate) use effect::{Effect, Sale};
pub use equilibrium::Equilibrium;
pub(crate) use interruption::Interruption;
pub(crate) use market::{Kind, Market};
pub use parameters::*;
pub(crate) use people::Role;
use resolved::Resolved;
pub(crate) use shapes::MAP;
pub use statistics::Statistics;

/// The marketplace with its parameters set.
#[derive(Debug)]
pub struct Marketplace {
    plan: Resolved,
}

impl Marketplace {
    /// The name of the model and of its component.
    pub const NAME: &'static str = "marketplace";
    /// The metrics that are told first; none, where all are told alike.
    pub const HEADLINES: &'static [&'static str] = &[];
    /// The models that it is put together from, whose metrics have their name in front.
    pub const PARTS: &'static [&'static str] = &[];
    /// What the model is asked, in a line.
    pub const QUESTION: &'static str =
        "does a platform with two sides get off the ground, and what is left of it?";
    /// The model's description by the ODD protocol, in Markdown.
    pub const DESCRIPTION: &'static str = include_str!("README.md");

    /// What the model measures.
    #[must_use]
    pub fn metrics() -> &'static [Metric] {
        metrics::METRICS
    }

    /// Makes the model.
    ///
    /// # Errors
    /// If a distribution's parameters are out of range.
    pub fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        Ok(Marketplace { plan: Resolved::new(parameters, horizon)? })
    }

    /// The market as a component, for a run of its own or among others on one clock.
    pub(crate) fn component<G: Generator>(&self, streams: Streams<G>) -> Market<'_, G> {
        Market::new(&self.plan, streams.component(Self::NAME))
    }
}

impl Model for Marketplace {
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

    /// Everybody's decisions depend on everybody, so a market is one partition: nothing is ever merged.
    fn merge(&self, _: &mut Statistics, _: Statistics) {}

    fn observe(&self, sums: Statistics) -> Observation {
        metrics::observe(&sums, self)
    }
}
