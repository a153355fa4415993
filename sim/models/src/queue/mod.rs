//! A queue with several servers, the smallest model there is.
//!
//! Customers arrive, wait in one line for a free server, are served and leave.
//! With exponential intervals this is the M/M/c queue (Kendall 1953), whose
//! mean wait Erlang knew in 1917; with other distributions it is the G/G/c
//! queue, whose mean wait nobody knows in closed form. That is what simulation
//! is for, and the known case is how one comes to trust it.

mod footprint;
mod line;
mod look;
mod metrics;
mod parameters;

use bazaar_engine::stream::Generator;
use bazaar_engine::{Stalled, Streams};
use bazaar_numerics::accumulators::{Level, Sketch, Tally, TimeBuckets};
use bazaar_numerics::variates;

use crate::metric::Metric;
use crate::model::{Driver, Finished, Horizon, Model};
use crate::observation::Observation;
use line::Line;
pub use parameters::Parameters;

/// The queue with its parameters set.
#[derive(Clone, Debug)]
pub struct Queue {
    between_arrivals: variates::Distribution,
    service: variates::Distribution,
    servers: u32,
    horizon: Horizon,
}

impl Queue {
    /// The name of the model and of its component.
    pub const NAME: &'static str = "queue";
    /// The metrics that are told first; none, where all are told alike.
    pub const HEADLINES: &'static [&'static str] = &[];
    /// The models that it is put together from, whose metrics have their name in front.
    pub const PARTS: &'static [&'static str] = &[];
    /// What the model is asked, in a line.
    pub const QUESTION: &'static str = "how long do customers wait in line?";
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
    pub fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, variates::VariateError> {
        Ok(Queue {
            between_arrivals: parameters.arrivals.variate()?,
            service: parameters.service.variate()?,
            servers: parameters.servers,
            horizon,
        })
    }
}

/// What a run of the queue leaves behind.
#[derive(Debug)]
pub struct Sums {
    waits: Tally,
    wait_sketch: Sketch,
    waiting: Level,
    busy: Level,
    present_over_time: Option<TimeBuckets>,
    served: u64,
    events: u64,
    fingerprint: Option<u64>,
}

impl Model for Queue {
    type Sums = Sums;

    fn run_by<D: Driver, G: Generator>(
        &self,
        driver: &mut D,
        streams: Streams<G>,
        _: u32,
    ) -> Result<Sums, Stalled> {
        let line = Line::new(self, streams.component(Self::NAME));
        let Finished { component, events, fingerprint } = driver.drive(line, self.horizon.end)?;
        Ok(component.close(events, fingerprint))
    }

    /// There is one line and so one partition: nothing is ever merged.
    fn merge(&self, _: &mut Sums, _: Sums) {}

    fn observe(&self, sums: Sums) -> Observation {
        metrics::observe(&sums, self)
    }
}
