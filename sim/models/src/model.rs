//! The interface of a model to the study layer: it runs in partitions and returns observations.
//!
//! A large population is divided into partitions that do not interact. Each is created, run to the horizon,
//! reduced to its statistics and dropped, so memory grows with the partition and not with the population. The
//! statistics are merged in the order of the partitions, regardless of threads, and then read as metrics.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Component, Simulation, Stalled, Streams, Trace};

use crate::look::Watch;
use crate::observation::Observation;

/// How long to simulate, and how finely to report. Times are in hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Horizon {
    /// Where the run ends.
    pub end: f64,
    /// The end of the warm-up: earlier events are simulated but not counted.
    pub warm_up: f64,
    /// The number of equal time bins of time series.
    pub stretches: usize,
}

impl Horizon {
    /// The part of an interval that counts: after the warm-up and before the horizon.
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
    /// The statistics of a partition.
    type Statistics: Send;

    /// The number of partitions; number and size are part of the result's identity.
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

    /// The same with a driver, which may stop between events to look. With two arms, it looks at the first.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    fn run_by<D: Driver, G: Generator>(
        &self,
        driver: &mut D,
        streams: Streams<G>,
        partition: u32,
    ) -> Result<Self::Statistics, Stalled>;

    /// Adds the statistics of the next partition. Called in the order of the partitions.
    fn merge(&self, total: &mut Self::Statistics, next: Self::Statistics);

    /// Reads the metrics off the statistics of all partitions.
    fn observe(&self, total: Self::Statistics) -> Observation;
}

/// A component that ran to the horizon.
#[derive(Debug)]
pub struct Finished<C> {
    /// The component.
    pub component: C,
    /// The number of events.
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

/// Runs a component from time zero to the horizon.
pub trait Driver {
    /// Runs it.
    ///
    /// # Errors
    /// If its events take no time, so that it would never end.
    fn drive<C: Watch>(&mut self, component: C, end: f64) -> Result<Finished<C>, Stalled>;
}

/// Runs straight to the horizon, without looking.
#[derive(Clone, Copy, Debug, Default)]
pub struct Straight<T>(core::marker::PhantomData<T>);

impl<T: Trace + Default> Driver for Straight<T> {
    fn drive<C: Watch>(&mut self, component: C, end: f64) -> Result<Finished<C>, Stalled> {
        let mut simulation = Simulation::traced(component, T::default());
        simulation.run_until(end)?;
        Ok(simulation.into())
    }
}

/// Chains the fingerprint of the next partition to that of the previous ones.
pub(crate) fn merge_fingerprints(total: Option<u64>, next: Option<u64>) -> Option<u64> {
    Some(bazaar_engine::chained(total?, next?))
}
