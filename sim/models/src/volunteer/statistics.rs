//! The statistics of a partition.

use super::client::FleetStatistics;
use super::server::ServerStatistics;

/// The statistics of one or more partitions.
#[derive(Clone, Debug)]
pub struct Statistics {
    pub(super) fleet: FleetStatistics,
    pub(super) server: ServerStatistics,
    /// Work for results without an outcome yet, in operations.
    pub(super) unfinished: f64,
    pub(super) events: u64,
    pub(super) fingerprint: Option<u64>,
}

impl Statistics {
    /// Adds the statistics of another partition.
    pub(super) fn merge(&mut self, next: &Statistics) {
        self.fleet.merge(&next.fleet);
        self.server.merge(&next.server);
        self.unfinished += next.unfinished;
        self.events += next.events;
    }
}
