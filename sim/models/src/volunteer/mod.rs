//! Volunteer computing: machines that their owners lend to research.
//!
//! The machines of a grid or a cluster are owned by their user, run all day, and have fast links. Volunteers'
//! machines differ in all of this (fact V2): they join when their owner hears of a project and leave for good
//! when the owner gives up; in between they come and go, by the hour, with intervals so heavy-tailed that an
//! average says little. They err, and a few cheat. What they deliver is a question of *availability* and of
//! *trust*: how much is computed at all, and how much of it must be computed again because results are not
//! trusted.
//!
//! ```text
//!            arrivals (Poisson)                 lifetime
//!  outside ────────────────────> joined ──────────────────────> left for good
//!                                 │  ▲
//!                       interval  ▼  │  interval
//!                    available <───────> unavailable
//! ```
//!
//! Each host alternates between available and unavailable by a renewal process (Cox 1962) that belongs to its
//! class, or by its owner's hours. A run that starts with all hosts available has a warm-up bias of weeks,
//! since heavy tails forget slowly. The population therefore starts *in equilibrium*, each host some way into
//! an interval of the right kind (see [`availability`]).
//!
//! While a host is available its `client` fetches copies of jobs, computes and reports them. A `server` hands
//! them out, validates results, and sends more copies if hosts err, disagree or do not report.
//!
//! A large population is divided into partitions that run one after another or in parallel. Each has its part
//! of the hosts and of the jobs: all copies of a job stay in one partition.

pub mod availability;
mod character;
mod client;
mod contact;
mod effect;
mod footprint;
mod group;
mod look;
mod metrics;
mod parameters;
mod population;
mod port;
mod resolved;
mod server;
mod statistics;
mod streams;
mod teams;
#[cfg(test)]
mod tests;

use bazaar_engine::stream::Generator;
use bazaar_engine::{Stalled, Streams};
use bazaar_numerics::variates::VariateError;

use crate::merge::Merge;
use crate::metric::Metric;
use crate::model::{Driver, Finished, Horizon, Model};
use crate::observation::Observation;
use crate::shape::Shown;
pub(crate) use effect::Effect;
use group::Groups;
pub use parameters::*;
pub(crate) use population::{Kind, Population};
pub(crate) use port::Seen;
use resolved::Resolved;
pub use statistics::Statistics;

/// Volunteer computing with its parameters set.
#[derive(Debug)]
pub struct Volunteer {
    plan: Resolved,
    parameters: Parameters,
}

impl Volunteer {
    /// The name of the model and of its component.
    pub const NAME: &'static str = "volunteer";
    /// Headline metrics; empty if all are shown equally.
    pub const HEADLINES: &'static [&'static str] = &[];
    /// The models that it is composed of, whose names prefix their metrics.
    pub const PARTS: &'static [&'static str] = &[];
    /// The model's question, in one line.
    pub const QUESTION: &'static str =
        "what does a crowd of machines that come and go deliver, and at what cost?";
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
        Ok(Volunteer { plan: Resolved::new(parameters, horizon)?, parameters: parameters.clone() })
    }

    /// Volunteers of all hosts as a component, for a run among others on one clock.
    pub(crate) fn component<G: Generator>(&self, streams: Streams<G>) -> Population<'_, G> {
        Population::new(&self.plan, streams.component(Self::NAME), 0)
    }

    fn groups(&self) -> &Groups {
        &self.plan.groups
    }
}

impl Shown for Parameters {}

impl Model for Volunteer {
    type Statistics = Statistics;

    fn partitions(&self) -> u32 {
        self.plan.partitions
    }

    fn run_by<D: Driver, G: Generator>(
        &self,
        driver: &mut D,
        streams: Streams<G>,
        partition: u32,
    ) -> Result<Statistics, Stalled> {
        let population = Population::new(&self.plan, streams.component(Self::NAME), partition);
        let Finished { component, events, fingerprint } = driver.drive(population, self.plan.horizon.end)?;
        Ok(component.close(events, fingerprint))
    }

    fn merge(&self, total: &mut Statistics, next: Statistics) {
        total.merge(&next);
    }

    fn observe(&self, total: Statistics) -> Observation {
        metrics::observe(&total, self)
    }
}
