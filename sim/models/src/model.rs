//! What a model is to the study layer: something that runs in partitions and yields observations.
//!
//! A large population is cut into partitions that do not interact. Each is
//! made, run to the horizon, reduced to its sums and dropped, so memory
//! follows the partition and not the population. The sums are merged in the
//! order of the partitions, whatever thread ran them, and then read as metrics.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Component, Simulation, Stalled, Streams, Trace};

use crate::look::Watch;
use crate::observation::Observation;

/// How long to simulate, and how finely to report. Times are in hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Horizon {
    /// Where the run ends.
    pub end: f64,
    /// What happens before this time is simulated but not counted.
    pub warm_up: f64,
    /// Into how many equal stretches time series divide the run.
    pub stretches: usize,
}

impl Horizon {
    /// The part of an interval that counts: what lies before the warm-up's end or after the horizon is cut off.
    #[inline]
    #[must_use]
    pub fn counted(&self, from: f64, to: f64) -> f64 {
        let to = if to < self.end { to } else { self.end };
        let from = if from > self.warm_up { from } else { self.warm_up };
        if to > from { to - from } else { 0.0 }
    }

    /// The length of time that counts.
    #[must_use]
    pub fn counted_total(&self) -> f64 {
        self.counted(0.0, self.end)
    }
}

/// A model with its parameters set, ready to run.
pub trait Model: Sync {
    /// The sums that a partition leaves behind.
    type Statistics: Send;

    /// How many partitions there are; their number and size are part of the result's identity.
    fn partitions(&self) -> u32 {
        1
    }

    /// Runs one partition of one replication, straight to the horizon.
    ///
    /// # Errors
    /// If its events take no time, so that it would never end.
    fn run<G: Generator, T: Trace + Default>(
        &self,
        streams: Streams<G>,
        partition: u32,
    ) -> Result<Self::Statistics, Stalled> {
        self.run_by(&mut Straight::<T>::default(), streams, partition)
    }

    /// The same, by somebody who may stop on the way to look. Where there are two arms, the first is the one to look at.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    fn run_by<D: Driver, G: Generator>(
        &self,
        driver: &mut D,
        streams: Streams<G>,
        partition: u32,
    ) -> Result<Self::Statistics, Stalled>;

    /// Adds the sums of the next partition. Called in the order of the partitions.
    fn merge(&self, total: &mut Self::Statistics, next: Self::Statistics);

    /// Reads the metrics off the sums of all partitions.
    fn observe(&self, total: Self::Statistics) -> Observation;
}

/// A component that ran to the horizon.
#[derive(Debug)]
pub struct Finished<C> {
    /// The component.
    pub component: C,
    /// How many events that took.
    pub events: u64,
    /// The run's fingerprint, if it was taken.
    pub fingerprint: Option<u64>,
}

impl<C: Component, T: Trace> From<Simulation<C, T>> for Finished<C> {
    fn from(simulation: Simulation<C, T>) -> Self {
        let events = simulation.handled();
        let (component, trace) = simulation.into_parts();
        Finished { component, events, fingerprint: trace.fingerprint() }
    }
}

/// Whoever takes a component from time zero to the horizon.
pub trait Driver {
    /// Does it.
    ///
    /// # Errors
    /// If its events take no time, so that it would never end.
    fn drive<C: Watch>(&mut self, component: C, end: f64) -> Result<Finished<C>, Stalled>;
}

/// Goes straight to the horizon, and looks at nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Straight<T>(core::marker::PhantomData<T>);

impl<T: Trace + Default> Driver for Straight<T> {
    fn drive<C: Watch>(&mut self, component: C, end: f64) -> Result<Finished<C>, Stalled> {
        let mut simulation = Simulation::traced(component, T::default());
        simulation.run_until(end)?;
        Ok(simulation.into())
    }
}

/// Chains the fingerprint of the next partition to that of the ones before it.
pub(crate) fn merge_fingerprints(total: Option<u64>, next: Option<u64>) -> Option<u64> {
    Some(bazaar_engine::chained(total?, next?))
}
