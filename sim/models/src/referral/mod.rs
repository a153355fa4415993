//! Referral: a programme that rewards customers, partners and recruiters who bring others.
//!
//! A business that grows by word of mouth pays for what it would get free: some of the referred would have
//! come anyway, and the programme cannot distinguish them. The effect of a programme is therefore not what is
//! attributed to it, but the difference between the business with the programme and the same business
//! without.
//!
//! ```text
//!  person:   invited ──> clicked ──> signed up ──> qualified, paying ──> churned
//!                                                        └──> invites others
//!  payout:   accrued ──> vested ──> paid
//!               └───────────┴─────────┴──> taken back     (vested ──> expired)
//!  job:      vacant ──> applied for ──> filled ──> tenured ──> left
//! ```
//!
//! Both are simulated, by the same component (`programme`) with common random numbers for the same people:
//! one *arm* with the programme, one without. Customers send `invitation`s to their contacts (`network`);
//! people who accept pay, invite others and leave (`customer`). `partner`s bring leads, and `recruiting`
//! fills jobs. `rewards` applies the contract, and each `payout` is recorded in the books (`money`).

mod customer;
mod effect;
mod footprint;
mod invitation;
mod look;
mod metrics;
mod money;
mod network;
mod parameters;
mod partner;
mod payout;
mod people;
mod port;
mod programme;
mod recruiting;
mod resolved;
mod rewards;
mod shapes;
mod statistics;
mod streams;
#[cfg(test)]
mod tests;

use bazaar_engine::stream::Generator;
use bazaar_engine::{Key, Stalled, Streams};
use bazaar_numerics::variates::VariateError;

use crate::metric::Metric;
use crate::model::{Driver, Finished, Horizon, Model, merge_fingerprints};
use crate::observation::Observation;
pub(crate) use effect::Effect;
pub(crate) use network::Network;
pub use parameters::*;
pub(crate) use programme::{Arm, Kind, Programme};
use resolved::Resolved;
pub(crate) use statistics::ArmStatistics;
pub use statistics::Statistics;
use streams::{Purpose, stream};

/// The referral programme with its parameters set.
#[derive(Debug)]
pub struct Referral {
    plan: Resolved,
}

impl Referral {
    /// The name of the model and of its component.
    pub const NAME: &'static str = "referral";
    /// Headline metrics; empty if all are shown equally.
    pub const HEADLINES: &'static [&'static str] = &[];
    /// The models that it is composed of, whose names prefix their metrics.
    pub const PARTS: &'static [&'static str] = &[];
    /// The model's question, in one line.
    pub const QUESTION: &'static str =
        "does a referral programme bring customers who would not have come anyway, and at what cost?";
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
        Ok(Referral { plan: Resolved::new(parameters, horizon)? })
    }

    /// The contact network, the same in both arms.
    pub(crate) fn network<G: Generator>(&self, streams: Streams<G>) -> Option<Network> {
        let plan = &self.plan;
        let mut rng = stream(streams.component(Self::NAME), Purpose::Network, Key::SINGLE);
        Network::new(&plan.parameters.contacts, plan.parameters.pool, &mut rng)
    }

    /// One arm as a component, for a run of its own or among others on one clock.
    pub(crate) fn component<'a, G: Generator>(
        &'a self,
        streams: Streams<G>,
        network: Option<&'a Network>,
        arm: Arm,
    ) -> Programme<'a, G> {
        Programme::new(&self.plan, streams.component(Self::NAME), network, arm)
    }
}

impl Model for Referral {
    type Statistics = Statistics;

    fn run_by<D: Driver, G: Generator>(
        &self,
        driver: &mut D,
        streams: Streams<G>,
        _: u32,
    ) -> Result<Statistics, Stalled> {
        let network = self.network(streams);
        let mut arm =
            |arm: Arm| driver.drive(self.component(streams, network.as_ref(), arm), self.plan.horizon.end);
        let closed = |Finished { component, events, fingerprint }: Finished<Programme<'_, G>>| {
            (component.close(), events, fingerprint)
        };
        let (with, without) = (closed(arm(Arm::Programme)?), closed(arm(Arm::Control)?));
        Ok(Statistics {
            events: with.1 + without.1,
            fingerprints: [with.2, without.2],
            arms: [with.0, without.0],
        })
    }

    /// Any person may invite any other, so a run is one partition and there is nothing to merge.
    fn merge(&self, _: &mut Statistics, _: Statistics) {}

    fn observe(&self, sums: Statistics) -> Observation {
        let [with, without] = sums.fingerprints;
        Observation {
            events: sums.events,
            fingerprint: merge_fingerprints(with, without),
            ..metrics::observe(&sums, &self.plan)
        }
    }
}
