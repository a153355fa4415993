//! The replay of a recording.
//!
//! A host stores nothing of the recording. At each change it draws again which host of it it replays, and
//! from where on, from a copy of its own stream in its initial state, so the result is the same each time.

use bazaar_engine::{Key, Rng};
use bazaar_numerics::variates::{below, unit};

use super::Sojourn;
use crate::volunteer::parameters::{Assignment, AtEnd, Offset, Recording};

/// A recording of hosts, in hours from its beginning.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    hosts: Vec<Recorded>,
    /// Its length.
    length: f64,
    in_turn: bool,
    offset: bool,
    repeats: bool,
}

/// When one host became available and unavailable.
#[derive(Clone, Debug, PartialEq)]
struct Recorded {
    /// In ascending order. Neither beginning nor end of a recording that repeats is
    /// a change where the host is available at both.
    starts: Vec<f64>,
    ends: Vec<f64>,
    available: f64,
}

impl Recorded {
    fn new(intervals: &[[f64; 2]], length: f64, repeats: bool) -> Self {
        let mut starts: Vec<f64> = intervals.iter().map(|interval| interval[0]).collect();
        let mut ends: Vec<f64> = intervals.iter().map(|interval| interval[1]).collect();
        let at_both = starts.first().is_some_and(|&start| start <= 0.0)
            && ends.last().is_some_and(|&end| end >= length);
        if repeats && at_both {
            starts.remove(0);
            ends.pop();
        }
        let available = intervals.iter().map(|interval| interval[1] - interval[0]).sum();
        Recorded { starts, ends, available }
    }
}

impl Replay {
    pub(super) fn new(parameter: &Recording) -> Self {
        let recording = parameter.file.content();
        let (begins, unit) = (recording.begins(), parameter.file.unit(parameter.unit).in_hours());
        let length = (recording.ends() - begins) * unit;
        let repeats = parameter.at_end == AtEnd::Repeat;
        let hosts = recording.hosts().iter().map(|intervals| {
            let in_hours: Vec<[f64; 2]> =
                intervals.iter().map(|interval| interval.map(|time| (time - begins) * unit)).collect();
            Recorded::new(&in_hours, length, repeats)
        });
        Replay {
            hosts: hosts.collect(),
            length,
            in_turn: parameter.hosts == Assignment::InTurn,
            offset: parameter.offset == Offset::Random,
            repeats,
        }
    }

    /// The share of the recording in which a host was available, on average.
    pub(super) fn availability(&self) -> f64 {
        let available: f64 = self.hosts.iter().map(|host| host.available).sum();
        available / (self.length * self.hosts.len() as f64)
    }

    /// The state of a host at `now`, and its end.
    pub(super) fn look_at<R: Rng + Clone>(&self, now: f64, key: Key, rng: &R) -> Sojourn {
        let (host, offset) = self.assigned(key, rng);
        let at = now + offset;
        let (start, end) = (self.after(&host.starts, at), self.after(&host.ends, at));
        let always = host.starts.is_empty() && host.ends.is_empty();
        let available = always || end < start;
        let until = if available { end } else { start };
        Sojourn { available, until: (until - offset).clamp(now, f64::MAX) }
    }

    /// When the state that begins at `now` ends.
    pub(super) fn next_change<R: Rng + Clone>(&self, available: bool, now: f64, key: Key, rng: &R) -> f64 {
        let (host, offset) = self.assigned(key, rng);
        let changes = if available { &host.ends } else { &host.starts };
        (self.after(changes, now + offset) - offset).clamp(now, f64::MAX)
    }

    /// The host of the recording that is replayed, and the offset.
    fn assigned<R: Rng + Clone>(&self, key: Key, rng: &R) -> (&Recorded, f64) {
        let mut rng = rng.clone();
        let count = self.hosts.len() as u64;
        let drawn = below(&mut rng, count);
        let index = if self.in_turn { key.bits() % count } else { drawn };
        let offset = if self.offset { unit(&mut rng) * self.length } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "smaller than a slice is long")]
        let host = &self.hosts[index as usize];
        (host, offset)
    }

    /// The first of some changes that comes after a moment; infinite if there is none.
    fn after(&self, changes: &[f64], at: f64) -> f64 {
        if !self.repeats {
            return first_after(changes, at).unwrap_or(f64::INFINITY);
        }
        let begun = (at / self.length).floor() * self.length;
        match (first_after(changes, at - begun), changes.first()) {
            (Some(change), _) => begun + change,
            (None, Some(first)) => begun + self.length + first,
            (None, None) => f64::INFINITY,
        }
    }
}

fn first_after(changes: &[f64], at: f64) -> Option<f64> {
    changes.get(changes.partition_point(|&change| change <= at)).copied()
}

#[cfg(test)]
mod tests {
    use bazaar_engine::{Stream, Streams};
    use proptest::prelude::*;

    use super::*;
    use crate::quantity::TimeUnit;
    use crate::table::{Content as _, Intervals, Table};

    /// Of two hosts that are recorded for 10 h: the first is on from 0 to 4 and from 8 to
    /// 10, the second from 2 to 3.
    fn trace(change: impl FnOnce(&mut Recording)) -> Replay {
        let columns = [vec![0.0, 0.0, 1.0], vec![1000.0, 1008.0, 1002.0], vec![1004.0, 1010.0, 1003.0]];
        let mut trace = Recording {
            file: Table::new("trace.csv", Intervals::read(&columns).unwrap()),
            unit: TimeUnit::HOUR,
            hosts: Assignment::InTurn,
            offset: Offset::None,
            at_end: AtEnd::Repeat,
        };
        change(&mut trace);
        Replay::new(&trace)
    }

    fn rng(host: u64) -> Stream {
        Streams::new(1).component("replay").stream(3, Key::initial(host))
    }

    /// The first changes of a host: whether it is available, and until when.
    fn life(replay: &Replay, host: u64, from: f64, changes: usize) -> Vec<(bool, f64)> {
        let (key, rng) = (Key::initial(host), rng(host));
        let Sojourn { mut available, mut until } = replay.look_at(from, key, &rng);
        let mut life = vec![(available, until)];
        for _ in 1..changes {
            available = !available;
            until = replay.next_change(available, until, key, &rng);
            life.push((available, until));
        }
        life
    }

    #[test]
    fn hosts_do_what_was_recorded_and_begin_again() {
        let replay = trace(|_| ());
        // Available at the end and at the beginning: that is one interval.
        assert_eq!(life(&replay, 0, 0.0, 4), [(true, 4.0), (false, 8.0), (true, 14.0), (false, 18.0)]);
        assert_eq!(life(&replay, 1, 0.0, 4), [(false, 2.0), (true, 3.0), (false, 12.0), (true, 13.0)]);
        assert_eq!(life(&replay, 2, 25.0, 2), [(false, 28.0), (true, 34.0)], "host 2 is host 0 again");
        assert!((replay.availability() - 7.0 / 20.0).abs() < 1e-15);
    }

    #[test]
    fn a_recording_that_is_over_leaves_nobody() {
        let replay = trace(|trace| trace.at_end = AtEnd::Over);
        assert_eq!(life(&replay, 0, 0.0, 4), [(true, 4.0), (false, 8.0), (true, 10.0), (false, f64::MAX)]);
        assert_eq!(life(&replay, 1, 11.0, 1), [(false, f64::MAX)]);
    }

    #[test]
    fn a_host_that_was_always_available_stays_so() {
        let columns = [vec![0.0, 1.0], vec![0.0, 0.0], vec![5.0, 2.0]];
        let replay = trace(|trace| {
            trace.file = Table::new("t.csv", Intervals::read(&columns).unwrap());
        });
        assert_eq!(life(&replay, 0, 3.0, 1), [(true, f64::MAX)]);
    }

    #[test]
    fn with_an_offset_the_share_of_hosts_that_are_available_is_the_recordings_at_any_time() {
        let replay = trace(|trace| (trace.hosts, trace.offset) = (Assignment::Random, Offset::Random));
        for now in [0.0, 3.0, 9.5, 1234.5] {
            let available = (0..20_000)
                .filter(|&host| replay.look_at(now, Key::initial(host), &rng(host)).available)
                .count() as f64;
            // Five standard deviations of a binomial number: an error of 6e-7.
            let spread = (20_000.0 * 0.35 * 0.65_f64).sqrt();
            assert!((available - 7_000.0).abs() < 5.0 * spread, "{available} at {now}");
        }
    }

    proptest! {
        /// However a host is looked at, its life is the one that was recorded.
        #[test]
        fn a_life_that_is_followed_is_the_one_that_is_found(host in 0_u64..50, from in 0.0_f64..100.0) {
            let replay = trace(|trace| (trace.hosts, trace.offset) = (Assignment::Random, Offset::Random));
            let mut before = from;
            for (available, until) in life(&replay, host, from, 12) {
                prop_assert!(until > before);
                let between = replay.look_at(0.5 * (before + until), Key::initial(host), &rng(host));
                prop_assert_eq!(between.available, available);
                prop_assert!((between.until - until).abs() < 1e-9);
                before = until;
            }
        }
    }
}
