//! What a partition leaves behind.

use super::client::FleetStatistics;
use super::server::ServerStatistics;

/// The sums of one or more partitions.
#[derive(Clone, Debug)]
pub struct Statistics {
    pub(super) fleet: FleetStatistics,
    pub(super) server: ServerStatistics,
    /// What was computed for results that are neither valid nor anything else yet, in operations.
    pub(super) unfinished: f64,
    pub(super) events: u64,
    pub(super) fingerprint: Option<u64>,
}

impl Statistics {
    /// Adds another partition's sums.
    pub(super) fn merge(&mut self, next: &Statistics) {
        self.fleet.merge(&next.fleet);
        self.server.merge(&next.server);
        self.unfinished += next.unfinished;
        self.events += next.events;
    }
}
