//! What a partition leaves behind: sums per group, and time series.

use bazaar_engine::accumulators::TimeBuckets;

use super::population::Plan;
use crate::model::Horizon;

/// Sums over the hosts of one group. Times are in hours and count from the warm-up on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct GroupSums {
    /// How long hosts were joined, added up.
    pub(super) joined: f64,
    /// How long they were available, added up.
    pub(super) available: f64,
    /// How often they became available or unavailable.
    pub(super) transitions: u64,
}

/// The sums of one or more partitions.
#[derive(Clone, Debug)]
pub struct Sums {
    pub(super) groups: Vec<GroupSums>,
    pub(super) joins: u64,
    pub(super) departures: u64,
    pub(super) over_time: Option<OverTime>,
    pub(super) events: u64,
    pub(super) fingerprint: Option<u64>,
}

/// Levels summed over equal stretches of time.
#[derive(Clone, Debug)]
pub(super) struct OverTime {
    /// Hosts that are joined.
    pub(super) joined: TimeBuckets,
    /// Hosts that are available.
    pub(super) available: TimeBuckets,
    /// The peak FLOPS of the hosts that are available.
    pub(super) available_peak: TimeBuckets,
}

impl OverTime {
    fn new(horizon: Horizon) -> Option<Self> {
        let buckets = TimeBuckets::new(horizon.end, horizon.stretches).ok()?;
        Some(OverTime { joined: buckets.clone(), available: buckets.clone(), available_peak: buckets })
    }

    /// So many more hosts of this peak are available from now on, or fewer.
    #[inline]
    pub(super) fn available_from(&mut self, now: f64, hosts: f64, peak: f64) {
        let place = self.available.place(now);
        self.available.rise(place, hosts);
        self.available_peak.rise(place, hosts * peak);
    }
}

impl Sums {
    pub(super) fn new(plan: &Plan) -> Self {
        Sums {
            groups: vec![GroupSums::default(); plan.groups.len()],
            joins: 0,
            departures: 0,
            over_time: OverTime::new(plan.horizon),
            events: 0,
            fingerprint: None,
        }
    }

    /// Adds another partition's sums.
    pub(super) fn merge(&mut self, next: &Sums) {
        for (total, next) in self.groups.iter_mut().zip(&next.groups) {
            total.joined += next.joined;
            total.available += next.available;
            total.transitions += next.transitions;
        }
        self.joins += next.joins;
        self.departures += next.departures;
        self.events += next.events;
        if let (Some(total), Some(next)) = (&mut self.over_time, &next.over_time) {
            // Partitions of one run share a horizon, so their buckets have one shape.
            for (total, next) in [
                (&mut total.joined, &next.joined),
                (&mut total.available, &next.available),
                (&mut total.available_peak, &next.available_peak),
            ] {
                let merged = total.merge(next);
                debug_assert!(merged.is_ok());
            }
        }
    }
}
