//! The statistics of a partition.

use bazaar_macros::Merge;

use super::client::FleetStatistics;
use super::server::ServerStatistics;
use crate::merge::chained;

/// The statistics of one or more partitions.
#[derive(Clone, Debug, Merge)]
pub struct Statistics {
    pub(super) fleet: FleetStatistics,
    pub(super) server: ServerStatistics,
    /// Work for results without an outcome yet, in operations.
    pub(super) unfinished: f64,
    pub(super) events: u64,
    #[merge(by = chained)]
    pub(super) fingerprint: Option<u64>,
}
