//! A server's record of a host, for each application.
//!
//! Three of the server's rules depend on it: the daily quota, which limits the jobs that a failing host
//! consumes; the run of valid results, which earns trust; and the mean turnaround, which identifies reliable
//! hosts.

use bazaar_engine::Rng;
use bazaar_numerics::variates::chance;

/// A host's record with one application.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Valid results in a row, of jobs that were replicated.
    run: u32,
    /// The daily quota of jobs for each processor.
    quota: u16,
    /// Jobs that it has had today.
    sent: u32,
    /// The day of that count.
    day: u32,
    /// Mean turnaround, in h; zero before the first result.
    turnaround: f32,
}

impl Standing {
    /// A run shorter than this earns no trust (rule 5).
    const TRUSTED_FROM: u32 = 10;
    /// The weight of the latest turnaround in the mean.
    const LATEST: f32 = 0.3;

    #[inline]
    pub(super) fn new(daily_quota: u16, run: u32) -> Self {
        Standing { run, quota: daily_quota, sent: 0, day: 0, turnaround: 0.0 }
    }

    /// Whether the host may have another job today (rule 7), with a quota for each of this number of
    /// processors.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "days of a horizon fit")]
    #[inline]
    pub(super) fn may_have_more(&mut self, now: f64, processors: u32) -> bool {
        let today = (now / 24.0) as u32;
        if today != self.day {
            self.day = today;
            self.sent = 0;
        }
        self.sent < u32::from(self.quota).saturating_mul(processors)
    }

    #[inline]
    pub(super) fn sent(&mut self) {
        self.sent += 1;
    }

    /// A success was reported: the quota doubles, up to the cap (rule 7).
    #[inline]
    pub(super) fn reported(&mut self, turnaround: f64, cap: u16) {
        self.quota = self.quota.saturating_mul(2).min(cap);
        self.remember(turnaround);
    }

    /// An error was reported, or a result found invalid: the quota falls by one, the run ends.
    #[inline]
    pub(super) fn failed(&mut self) {
        self.quota = (self.quota - 1).max(1);
        self.run = 0;
    }

    /// A deadline passed (rule 3): as an error, and the mean turnaround takes the delay bound.
    pub(super) fn missed(&mut self, delay_bound: f64) {
        self.failed();
        self.remember(delay_bound);
    }

    /// A result of a replicated job was found valid.
    #[inline]
    pub(super) fn validated(&mut self) {
        self.run = self.run.saturating_add(1);
    }

    /// Whether the host is trusted with a single copy this time (rule 5): with
    /// probability 1 - 1/n after n valid results in a row, from 10 on (Anderson 2020).
    pub(super) fn is_trusted<R: Rng + ?Sized>(&self, rng: &mut R) -> bool {
        self.run >= Self::TRUSTED_FROM && !chance(rng, 1.0 / f64::from(self.run))
    }

    /// The number of consecutive valid results.
    #[cfg(test)]
    pub(super) fn run(&self) -> u32 {
        self.run
    }

    /// Whether it may have retries (rule 8).
    pub(super) fn is_reliable(&self, longest_turnaround: f64, cap: u16) -> bool {
        self.run >= Self::TRUSTED_FROM
            && f64::from(self.turnaround) <= longest_turnaround
            && self.quota == cap
    }

    #[expect(clippy::cast_possible_truncation, reason = "a mean of hours needs no more digits")]
    fn remember(&mut self, turnaround: f64) {
        let latest = turnaround as f32;
        self.turnaround = if self.turnaround > 0.0 {
            self.turnaround + Self::LATEST * (latest - self.turnaround)
        } else {
            latest
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bazaar_engine::{Key, Streams};

    #[test]
    fn the_quota_falls_by_one_and_doubles_up_to_its_cap() {
        let mut standing = Standing::new(4, 0);
        for expected in [3, 2, 1, 1] {
            standing.failed();
            assert_eq!(standing.quota, expected);
        }
        for expected in [2, 4, 4] {
            standing.reported(1.0, 4);
            assert_eq!(standing.quota, expected);
        }
    }

    #[test]
    fn the_quota_stops_a_host_that_fails_and_not_one_that_makes_results_up() {
        let (mut failing, mut fabricator) = (Standing::new(8, 0), Standing::new(8, 0));
        for _ in 0..20 {
            failing.failed();
            // A success when it is reported, and found invalid when it is compared.
            fabricator.reported(1.0, 8);
            fabricator.failed();
        }
        assert_eq!((failing.quota, fabricator.quota), (1, 7));
    }

    #[test]
    fn a_new_day_is_a_new_quota() {
        let mut standing = Standing::new(1, 0);
        assert!(standing.may_have_more(0.0, 1));
        standing.sent();
        assert!(!standing.may_have_more(23.9, 1));
        assert!(standing.may_have_more(24.0, 1));
    }

    #[test]
    fn the_quota_is_for_each_processor() {
        let mut standing = Standing::new(3, 0);
        for _ in 0..12 {
            assert!(standing.may_have_more(0.0, 4));
            standing.sent();
        }
        assert!(!standing.may_have_more(0.0, 4));
    }

    #[test]
    fn trust_is_one_minus_one_over_the_run_from_ten_on() {
        let mut rng = Streams::new(1).component("trust").stream(0, Key::SINGLE);
        assert!((0..1000).all(|_| !Standing::new(1, 9).is_trusted(&mut rng)));
        // 100,000 draws at 1/10: five standard deviations are .0047, an error of 6e-7.
        let distrusted = (0..100_000).filter(|_| !Standing::new(1, 10).is_trusted(&mut rng)).count();
        assert!((distrusted as f64 / 1e5 - 0.1).abs() < 0.0047, "{distrusted}");
    }

    #[test]
    fn a_missed_deadline_ends_the_run_and_lengthens_the_turnaround() {
        let mut standing = Standing::new(8, 20);
        standing.reported(10.0, 8);
        assert!(standing.is_reliable(10.0, 8));
        standing.missed(168.0);
        assert!(!standing.is_reliable(1000.0, 7));
        assert!((standing.turnaround - (10.0 + 0.3 * 158.0)).abs() < 1e-3);
    }
}
