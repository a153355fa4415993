//! Statistics of hosts.

use bazaar_macros::Merge;
use bazaar_numerics::accumulators::{Sketch, TimeBuckets};

use crate::model::Horizon;
use crate::volunteer::resolved::Resolved;

/// Statistics over the hosts of one group. Times are in hours and count from the warm-up on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Merge)]
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
#[derive(Clone, Debug, Merge)]
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
#[derive(Clone, Debug, Merge)]
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
}
