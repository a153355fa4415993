//! A two-sided marketplace: a platform that each side joins because the other is there.
//!
//! Sellers join only where there are buyers, and buyers only where there are sellers (cross-side network
//! effects). A platform such as those of fact M1 must therefore attract both sides at once, and most fail to
//! (fact M2). What decides is not the quality of the idea but whether the market passes its *critical mass*
//! (`equilibrium`): above this threshold it grows to maturity, below it it shrinks to nothing.
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
//! People hear of the platform from its advertising and by word of mouth (`awareness`). They are in while
//! enough others are (`participation`) and, for sellers, while earnings suffice (`earnings`). Members trade:
//! a buyer's need becomes a `request`; `matching` finds an idle seller nearby, in `space`; the job takes its
//! time, is paid for and rated (`service`, `money`). Goods may be of several categories, each with its price
//! and take rate. Pairs who have met may bypass the platform (`leakage`), and sellers who earn too little
//! leave for good (`churn`). `launch` and `surroundings` hold what the platform, its rivals and regulation do
//! to all of them.

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
    /// Headline metrics; empty if all are shown equally.
    pub const HEADLINES: &'static [&'static str] = &[];
    /// The models that it is composed of, whose names prefix their metrics.
    pub const PARTS: &'static [&'static str] = &[];
    /// The model's question, in one line.
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

    /// All decisions depend on those of all others, so a market is one partition and there is nothing to
    /// merge.
    fn merge(&self, _: &mut Statistics, _: Statistics) {}

    fn observe(&self, sums: Statistics) -> Observation {
        metrics::observe(&sums, self)
    }
}
