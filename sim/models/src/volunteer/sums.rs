//! What a partition leaves behind.

use super::client::FleetSums;
use super::server::ServerSums;

/// The sums of one or more partitions.
#[derive(Clone, Debug)]
pub struct Sums {
    pub(super) fleet: FleetSums,
    pub(super) server: ServerSums,
    /// What was computed for results that are neither valid nor anything else yet, in operations.
    pub(super) unfinished: f64,
    pub(super) events: u64,
    pub(super) fingerprint: Option<u64>,
}

impl Sums {
    /// Adds another partition's sums.
    pub(super) fn merge(&mut self, next: &Sums) {
        self.fleet.merge(&next.fleet);
        self.server.merge(&next.server);
        self.unfinished += next.unfinished;
        self.events += next.events;
    }
}
