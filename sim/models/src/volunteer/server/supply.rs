//! The supply of jobs in a partition up to now.
//!
//! Each partition has its part of the jobs, as each of several servers of a large project has: whole jobs by
//! the largest remainder, streams at an equal rate with different phases. Nothing is scheduled: the number of
//! jobs is computed when a host requests one.

use crate::volunteer::parameters::Supply;

/// The position of a partition among all.
#[derive(Clone, Copy, Debug)]
pub(in crate::volunteer) struct Part {
    pub(in crate::volunteer) partition: u32,
    pub(in crate::volunteer) of: u32,
}

impl Part {
    /// The partition's part of `whole` indivisible units: parts differ by at most one.
    pub(in crate::volunteer) fn of_whole(self, whole: u64) -> std::ops::Range<u64> {
        let bound = |partition: u32| {
            let bound = u128::from(whole) * u128::from(partition) / u128::from(self.of);
            u64::try_from(bound).unwrap_or(u64::MAX)
        };
        bound(self.partition)..bound(self.partition + 1)
    }

    /// The share of a rate.
    fn share(self) -> f64 {
        1.0 / f64::from(self.of)
    }

    /// The phase of this partition, from 0 to 1.
    fn phase(self) -> f64 {
        f64::from(self.partition) / f64::from(self.of)
    }
}

/// The jobs of one application in one partition.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jobs {
    supply: Supply,
    part: Part,
    /// When the first jobs become available, in h.
    starts: f64,
    made: u64,
}

impl Jobs {
    pub(super) fn new(supply: Supply, part: Part, starts: f64) -> Self {
        Jobs { supply, part, starts, made: 0 }
    }

    /// Takes the next job, if there is one.
    pub(super) fn take(&mut self, now: f64) -> bool {
        let there = self.released(now) > self.made;
        self.made += u64::from(there);
        there
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and is not negative"
    )]
    fn released(&self, now: f64) -> u64 {
        let passed = now - self.starts;
        if passed < 0.0 {
            return 0;
        }
        let whole = |jobs: u32| {
            let part = self.part.of_whole(jobs.into());
            part.end - part.start
        };
        match self.supply {
            Supply::Unlimited => u64::MAX,
            Supply::Batch(jobs) => whole(jobs),
            Supply::Stream(rate) => {
                (passed * rate.canonical() * self.part.share() + self.part.phase()).floor() as u64
            }
            Supply::Burst { jobs, every } => {
                let bursts = (passed / every.canonical()).floor() as u64;
                whole(jobs).saturating_mul(bursts.saturating_add(1))
            }
        }
    }
}

/// The capacity of a server (rule 11): a token bucket that fills at a constant rate and holds an hour's worth
/// of tasks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Capacity {
    per_hour: f64,
    store: f64,
    at: f64,
}

impl Capacity {
    /// The part of a server's capacity in tasks a day.
    pub(super) fn new(tasks_per_day: u32, part: Part) -> Self {
        let per_hour = f64::from(tasks_per_day) / 24.0 * part.share();
        Capacity { per_hour, store: per_hour.max(1.0), at: 0.0 }
    }

    /// Whether the server can hand out a task now.
    pub(super) fn has_one(&mut self, now: f64) -> bool {
        self.store = (self.store + (now - self.at) * self.per_hour).min(self.per_hour.max(1.0));
        self.at = now;
        self.store >= 1.0
    }

    /// A task was handed out.
    pub(super) fn spend(&mut self) {
        self.store -= 1.0;
    }
}
