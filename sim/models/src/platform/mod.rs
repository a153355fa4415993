//! Platform: subscriptions, a marketplace and a partner network, coupled.
//!
//! A business plan treats its parts one by one: a number of subscribers, of sales, of partners. But
//! subscribers are the ones who sell and buy, a sale uses up the caps of the seller's free plan, and a
//! partner is paid out of both. Whether such a platform grows depends on how its parts feed each other, and
//! none of them shows that alone.
//!
//! ```text
//!              leads                     users learn, accounts publish
//!  referral ─────────> subscription ──────────────────────────────────> marketplace
//!     ▲  ▲   payments       │  ▲        sales wear out free plans          │  │
//!     │  └──────────────────┘  └───────────────────────────────────────────┘  │
//!     └──────────────────────── fees of sales ────────────────────────────────┘
//!              incidents of all ──> help desk ──> trust in hiring and renewals
//!              volunteer ──> marketplace: computing sold instead of given
//! ```
//!
//! So the models are *components* here, on one clock and over one population of accounts. Each keeps its own
//! code, its own random streams and its own books, and does not depend on the others; a component alone is
//! identical, event by event, to its own model. `routing` defines the coupling, `ids` matches identities, and
//! the general ledger consolidates the books (`money`). Each `month` the books are closed and the milestones
//! of the funding plan are checked (fact P11). Not all parts need be open from the beginning: the phases of a
//! strategy (fact P1) give the dates at which they open.
//!
//! With a referral programme the whole platform is simulated twice, with the programme and without it, with
//! common random numbers: the paired difference is the effect of the programme.

mod composition;
mod footprint;
mod help_desk;
mod ids;
mod look;
mod metrics;
mod money;
mod month;
mod owners;
mod parameters;
mod resolved;
mod routing;
mod shapes;
mod statistics;
mod streams;
#[cfg(test)]
mod tests;

use bazaar_engine::stream::Generator;
use bazaar_engine::{Stalled, Streams};
use bazaar_numerics::variates::VariateError;

use crate::marketplace::Marketplace;
use crate::metric::Metric;
use crate::model::{Driver, Finished, Horizon, Model, merge_fingerprints};
use crate::observation::Observation;
use crate::referral::{Arm, Network, Referral};
use crate::subscription::Subscription;
use crate::volunteer::{self, Volunteer};
use composition::{Composition, Parts};
use help_desk::Desk;
pub use parameters::*;
use resolved::{MONTH, Resolved};
use statistics::Run;
pub use statistics::Statistics;

/// The platform with its parameters set.
#[derive(Debug)]
pub struct Platform {
    plan: Resolved,
    subscription: Option<Subscription>,
    marketplace: Option<Marketplace>,
    referral: Option<Referral>,
    volunteer: Option<Volunteer>,
}

impl Platform {
    /// The name of the model, and of what belongs to no component.
    pub const NAME: &'static str = "platform";
    /// Headline metrics: the answers to a plan's questions.
    pub const HEADLINES: &'static [&'static str] = metrics::HEADLINES;
    /// The models that it is composed of, whose names prefix their metrics.
    pub const PARTS: &'static [&'static str] =
        &[Subscription::NAME, Marketplace::NAME, Referral::NAME, Volunteer::NAME];
    /// The model's question, in one line.
    pub const QUESTION: &'static str =
        "what do subscriptions, a marketplace and partners make of each other, and of a plan?";
    /// The model's description by the ODD protocol, in Markdown.
    pub const DESCRIPTION: &'static str = include_str!("README.md");

    /// The metrics: the platform's own, then those of all components.
    #[must_use]
    pub fn metrics() -> &'static [Metric] {
        metrics::all()
    }

    /// Makes the model.
    ///
    /// # Errors
    /// If a distribution's parameters are out of range.
    pub fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        let parameters = &parameters.phased();
        let on = parameters.on;
        // On one clock with others there is one partition.
        let hosts = volunteer::Parameters { hosts_per_partition: u32::MAX, ..parameters.volunteer.clone() };
        let make = |is_on: bool| is_on.then_some(());
        Ok(Platform {
            plan: Resolved::new(parameters, horizon)?,
            subscription: make(on.subscription)
                .map(|()| Subscription::new(&parameters.subscription, horizon))
                .transpose()?,
            marketplace: make(on.marketplace)
                .map(|()| Marketplace::new(&parameters.marketplace, horizon))
                .transpose()?,
            referral: make(on.referral).map(|()| Referral::new(&parameters.referral, horizon)).transpose()?,
            volunteer: make(on.volunteer).map(|()| Volunteer::new(&hosts, horizon)).transpose()?,
        })
    }

    /// The components that are on, in one arm.
    fn composition<'a, G: Generator>(
        &'a self,
        streams: Streams<G>,
        network: Option<&'a Network>,
        arm: Arm,
    ) -> Composition<'a, G> {
        let own = streams.component(Self::NAME);
        let programme = self.referral.as_ref().map(|model| {
            let programme = model.component(streams, network, arm);
            if self.subscription.is_some() { programme.in_company() } else { programme }
        });
        let parts = Parts {
            business: self.subscription.as_ref().map(|model| model.component(streams)),
            market: self.marketplace.as_ref().map(|model| {
                let market = model.component(streams);
                if self.plan.idle.is_some() { market.with_interruptions() } else { market }
            }),
            programme,
            population: self.volunteer.as_ref().map(|model| {
                let population = model.component(streams);
                if self.plan.idle.is_some() { population.in_company() } else { population }
            }),
            desk: self
                .plan
                .desk
                .has_incidents
                .then(|| Desk::new(&self.plan.desk, streams.component("help_desk"))),
        };
        Composition::new(&self.plan, own, parts)
    }

    fn drive<D: Driver, G: Generator>(
        &self,
        driver: &mut D,
        streams: Streams<G>,
        network: Option<&Network>,
        arm: Arm,
    ) -> Result<Run, Stalled> {
        let composition = self.composition(streams, network, arm);
        let Finished { component, events, fingerprint } = driver.drive(composition, self.plan.horizon.end)?;
        Ok(component.close(events, fingerprint))
    }
}

impl Model for Platform {
    type Statistics = Statistics;

    fn run_by<D: Driver, G: Generator>(
        &self,
        driver: &mut D,
        streams: Streams<G>,
        _: u32,
    ) -> Result<Statistics, Stalled> {
        let network = self.referral.as_ref().and_then(|model| model.network(streams));
        let with = self.drive(driver, streams, network.as_ref(), Arm::Programme)?;
        let control = || self.drive(driver, streams, network.as_ref(), Arm::Control);
        let without = self.referral.is_some().then(control).transpose()?;
        Ok(Statistics { with, without })
    }

    /// All components share one clock, so there is one partition and there is nothing to merge.
    fn merge(&self, _: &mut Statistics, _: Statistics) {}

    fn observe(&self, sums: Statistics) -> Observation {
        let events = sums.with.events + sums.without.as_ref().map_or(0, |run| run.events);
        let fingerprint = match &sums.without {
            Some(without) => merge_fingerprints(sums.with.fingerprint, without.fingerprint),
            None => sums.with.fingerprint,
        };
        Observation { events, fingerprint, ..metrics::observe(sums, self) }
    }
}
