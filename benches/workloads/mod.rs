//! The workloads of the benchmarks: an M/M/1 queue, and on/off hosts.
//!
//! The models are plain structs that do not depend on a kernel. They are driven by
//! Bazaar's kernel and by a minimal event loop; the benchmark of peers drives
//! the same structs with other libraries. All draw the same
//! variates from the same streams, so only the kernels differ, and they
//! must end in the same state.

pub(crate) mod hosts;
pub(crate) mod kernel;
mod pending;
pub(crate) mod plain;
pub(crate) mod queue;

/// A simulation that can be continued.
pub(crate) trait Run {
    /// Handles every event up to time `end`, in hours.
    fn run_until(&mut self, end: f64);

    /// The results so far.
    fn work(&self) -> Work;

    /// The number of events handled: the kernel's own count if it keeps one.
    fn handled(&self) -> u64 {
        self.work().events
    }
}

/// The results of a simulation so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Work {
    pub(crate) events: u64,
    /// The standard error of `events`, over seeds.
    pub(crate) deviation: f64,
    /// Mean number of customers, or share of hosts that are on at the end.
    pub(crate) level: f64,
}
