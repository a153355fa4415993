//! What the benches run: an M/M/1 queue, and hosts that go on and off.
//!
//! The models are plain structs that know of no kernel. Around them lie
//! Bazaar's kernel and the loop that anybody would write first; the bench of
//! peers puts other libraries around the same structs. They draw the same
//! variates from the same streams, so the kernel is all that differs, and they
//! must end in the same state.

pub(crate) mod hosts;
pub(crate) mod kernel;
mod pending;
pub(crate) mod plain;
pub(crate) mod queue;

/// A simulation that can be run further and further.
pub(crate) trait Run {
    /// Handles every event up to time `end`, in hours.
    fn run_until(&mut self, end: f64);

    /// What has happened, as the model saw it.
    fn work(&self) -> Work;

    /// How many events were handled: the kernel's own count where it keeps one.
    fn handled(&self) -> u64 {
        self.work().events
    }
}

/// What a simulation has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Work {
    pub(crate) events: u64,
    /// The standard error of `events`, over seeds.
    pub(crate) deviation: f64,
    /// Mean number of customers, or share of hosts that are on at the end.
    pub(crate) level: f64,
}
