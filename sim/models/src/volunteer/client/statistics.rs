//! Statistics of hosts.

use bazaar_numerics::accumulators::{Sketch, TimeBuckets};

use crate::model::Horizon;
use crate::volunteer::resolved::Resolved;

/// Statistics over the hosts of one group. Times are in hours and count from the warm-up on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::volunteer) struct GroupStatistics {
    /// How long hosts were joined, added up.
    pub(in crate::volunteer) joined: f64,
    /// How long they were available, added up.
    pub(in crate::volunteer) available: f64,
    /// How often they became available or unavailable.
    pub(in crate::volunteer) transitions: u64,
    /// How long cores and graphics processors computed, added up.
    pub(in crate::volunteer) computing: [f64; 2],
}

/// The statistics of the hosts of one or more partitions.
#[derive(Clone, Debug)]
pub(in crate::volunteer) struct FleetStatistics {
    pub(in crate::volunteer) groups: Vec<GroupStatistics>,
    /// Hours of cores and graphics processors that were lost since the last checkpoint, in operations.
    pub(in crate::volunteer) lost: f64,
    /// How long intervals last that began in the run: unavailable and available.
    pub(in crate::volunteer) intervals: [Sketch; 2],
    /// Operations computed for each project.
    pub(in crate::volunteer) projects: Vec<f64>,
    pub(in crate::volunteer) joins: u64,
    pub(in crate::volunteer) departures: u64,
    /// Steps that were taken without an event.
    pub(in crate::volunteer) steps: u64,
    pub(in crate::volunteer) over_time: Option<OverTime>,
}

/// Levels by time bin.
#[derive(Clone, Debug)]
pub(in crate::volunteer) struct OverTime {
    /// Hosts that are joined.
    pub(in crate::volunteer) joined: TimeBuckets,
    /// Hosts that are available.
    pub(in crate::volunteer) available: TimeBuckets,
    /// Operations per hour of the tasks that run.
    pub(in crate::volunteer) computing: TimeBuckets,
}

impl OverTime {
    fn new(horizon: Horizon) -> Option<Self> {
        let buckets = TimeBuckets::new(horizon.end, horizon.stretches).ok()?;
        Some(OverTime { joined: buckets.clone(), available: buckets.clone(), computing: buckets })
    }

    /// A host that computes at this speed becomes available or unavailable.
    #[inline]
    pub(super) fn change(&mut self, now: f64, available: bool, speed: f64) {
        let place = self.available.place(now);
        let sign = if available { 1.0 } else { -1.0 };
        self.available.rise(place, sign);
        if speed != 0.0 {
            self.computing.rise(place, sign * speed);
        }
    }

    /// The speed of an available host changes.
    #[inline]
    pub(super) fn accelerate(&mut self, now: f64, change: f64) {
        let place = self.computing.place(now);
        self.computing.rise(place, change);
    }
}

impl FleetStatistics {
    pub(in crate::volunteer) fn new(plan: &Resolved) -> Self {
        FleetStatistics {
            groups: vec![GroupStatistics::default(); plan.groups.len()],
            lost: 0.0,
            intervals: [Sketch::default(), Sketch::default()],
            projects: vec![0.0; plan.projects.len()],
            joins: 0,
            departures: 0,
            steps: 0,
            over_time: OverTime::new(plan.horizon),
        }
    }

    /// Adds the statistics of another partition.
    pub(in crate::volunteer) fn merge(&mut self, next: &FleetStatistics) {
        for (total, next) in self.groups.iter_mut().zip(&next.groups) {
            total.joined += next.joined;
            total.available += next.available;
            total.transitions += next.transitions;
            for (total, next) in total.computing.iter_mut().zip(next.computing) {
                *total += next;
            }
        }
        self.lost += next.lost;
        for (total, next) in self.intervals.iter_mut().zip(&next.intervals) {
            total.merge(next);
        }
        for (total, next) in self.projects.iter_mut().zip(&next.projects) {
            *total += next;
        }
        self.joins += next.joins;
        self.departures += next.departures;
        self.steps += next.steps;
        if let (Some(total), Some(next)) = (&mut self.over_time, &next.over_time) {
            // Partitions of one run share a horizon, so their buckets have one shape.
            for (total, next) in [
                (&mut total.joined, &next.joined),
                (&mut total.available, &next.available),
                (&mut total.computing, &next.computing),
            ] {
                let merged = total.merge(next);
                debug_assert!(merged.is_ok());
            }
        }
    }
}
