//! Statistics of servers.

use bazaar_macros::Merge;
use bazaar_numerics::accumulators::{Sketch, TimeBuckets};

use crate::merge::{largest, same};
use crate::volunteer::resolved::Resolved;
use crate::volunteer::teams::TeamCredit;

/// The outcome of computing for a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) enum Fate {
    /// The result was found valid.
    Valid,
    /// Since the last checkpoint, when the host became unavailable.
    Lost,
    /// It ended in an error.
    Error,
    /// The result did not agree with the canonical one.
    Invalid,
    /// It came too late, or its job failed.
    Unneeded,
    /// The host left for good.
    Abandoned,
}

impl Fate {
    pub(in crate::volunteer) const ALL: [(Fate, &'static str); 6] = [
        (Fate::Valid, "valid"),
        (Fate::Lost, "lost"),
        (Fate::Error, "error"),
        (Fate::Invalid, "invalid"),
        (Fate::Unneeded, "unneeded"),
        (Fate::Abandoned, "abandoned"),
    ];
}

/// The statistics of the servers of one or more partitions. Counts begin with the end of the warm-up.
#[derive(Clone, Debug, Merge)]
pub(in crate::volunteer) struct ServerStatistics {
    #[merge(by = same)]
    warm_up: f64,
    /// Results sent to hosts, and those of them that are over, from time zero on.
    pub(in crate::volunteer) sent_ever: u64,
    pub(in crate::volunteer) over_ever: u64,
    /// Results that are not over at the end of the run.
    pub(in crate::volunteer) in_progress: u64,
    pub(in crate::volunteer) sent: u64,
    pub(in crate::volunteer) returned: u64,
    pub(in crate::volunteer) errors: u64,
    pub(in crate::volunteer) misses: u64,
    pub(in crate::volunteer) jobs_completed: u64,
    pub(in crate::volunteer) jobs_failed: u64,
    /// Copies that were sent of completed jobs.
    pub(in crate::volunteer) copies: u64,
    pub(in crate::volunteer) wrong_accepted: u64,
    pub(in crate::volunteer) credit: f64,
    pub(in crate::volunteer) credit_to_cheaters: f64,
    pub(in crate::volunteer) credit_of_teams: TeamCredit,
    /// Floating-point operations of jobs with a canonical result, once each.
    pub(in crate::volunteer) delivered: f64,
    /// Floating-point operations by outcome.
    pub(in crate::volunteer) fates: [f64; Fate::ALL.len()],
    pub(in crate::volunteer) turnaround: Sketch,
    /// When jobs were completed, in h from the start of their project, by application.
    pub(in crate::volunteer) completions: Vec<Sketch>,
    /// The last of them.
    #[merge(by = largest)]
    pub(in crate::volunteer) last_completions: Vec<f64>,
    /// Operations delivered over time.
    pub(in crate::volunteer) delivered_over_time: Option<TimeBuckets>,
}

impl ServerStatistics {
    pub(super) fn new(plan: &Resolved) -> Self {
        let horizon = plan.horizon;
        ServerStatistics {
            warm_up: horizon.warm_up,
            sent_ever: 0,
            over_ever: 0,
            in_progress: 0,
            sent: 0,
            returned: 0,
            errors: 0,
            misses: 0,
            jobs_completed: 0,
            jobs_failed: 0,
            copies: 0,
            wrong_accepted: 0,
            credit: 0.0,
            credit_to_cheaters: 0.0,
            credit_of_teams: TeamCredit::new(plan.teams.as_ref()),
            delivered: 0.0,
            fates: [0.0; Fate::ALL.len()],
            turnaround: Sketch::default(),
            completions: vec![Sketch::default(); plan.apps.len()],
            last_completions: vec![0.0; plan.apps.len()],
            delivered_over_time: TimeBuckets::new(horizon.end, horizon.stretches).ok(),
        }
    }

    /// Whether what happens now is counted.
    #[inline]
    pub(super) fn counts(&self, now: f64) -> bool {
        now >= self.warm_up
    }

    /// Operations with this outcome.
    #[inline]
    pub(in crate::volunteer) fn end(&mut self, fate: Fate, flops: f64, now: f64) {
        if self.counts(now) {
            self.fates[fate as usize] += flops;
        }
    }
}
