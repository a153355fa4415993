//! A recording of hosts: one interval of availability per row.
//!
//! It is derived from a failure trace (Kondo, Javadi, Iosup & Epema 2010): the archive's table of events has
//! a row for each interval in which a node was available or not, and those in which it was available are the
//! rows here.

use super::{Column, Content, Fault, Holds, Kind};

/// Intervals in which hosts were available, in a unit that the user of the table knows.
///
/// Intervals of one host do not overlap. Intervals that touch, one ending when the next begins, are merged.
/// Outside all its intervals a host was not available.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervals {
    hosts: Vec<Vec<[f64; 2]>>,
    begins: f64,
    ends: f64,
}

/// Larger times lose digits in a float.
const LARGEST: f64 = 1e15;

impl Intervals {
    /// `host`, `start`, `end`.
    pub const COLUMNS: &'static [Column] = &[
        Column { name: "host", holds: Holds::Names },
        Column { name: "start", holds: Holds::Moments },
        Column { name: "end", holds: Holds::Moments },
    ];

    /// The intervals of each host, in order of time; hosts in the order in which
    /// they first occur.
    #[must_use]
    pub fn hosts(&self) -> &[Vec<[f64; 2]>] {
        &self.hosts
    }

    /// The earliest start: where the recording begins, for all hosts.
    #[must_use]
    pub fn begins(&self) -> f64 {
        self.begins
    }

    /// The latest end: where it ends, for all hosts.
    #[must_use]
    pub fn ends(&self) -> f64 {
        self.ends
    }
}

impl Content for Intervals {
    const KIND: Kind = Kind::Intervals;

    fn read(columns: &[Vec<f64>]) -> Result<Self, Vec<Fault>> {
        let [hosts, starts, ends] = columns else { return Ok(Intervals::of(&[])) };
        let mut faults = Vec::new();
        let mut rows: Vec<(f64, f64, f64, usize)> = Vec::with_capacity(hosts.len());
        for (row, ((&host, &start), &end)) in hosts.iter().zip(starts).zip(ends).enumerate() {
            match wrong(start, end) {
                Some(message) => faults.push(Fault { row, message, other: None }),
                None => rows.push((host, start, end, row)),
            }
        }
        rows.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        // Of the earlier intervals of the same host, the one that ends last.
        let mut longest: Option<(f64, f64, f64, usize)> = None;
        for &next in &rows {
            let before = longest.filter(|one| one.0.total_cmp(&next.0).is_eq());
            if let Some(one) = before.filter(|one| next.1 < one.2) {
                let (later, earlier) = if next.3 > one.3 { (next, one) } else { (one, next) };
                let message =
                    format!("overlaps the interval from {} to {} of the same host", earlier.1, earlier.2);
                faults.push(Fault { row: later.3, message, other: Some(earlier.3) });
            }
            longest = Some(before.filter(|one| one.2 > next.2).unwrap_or(next));
        }
        faults.sort_by_key(|fault| fault.row);
        if faults.is_empty() { Ok(Intervals::of(&rows)) } else { Err(faults) }
    }
}

fn wrong(start: f64, end: f64) -> Option<String> {
    if let Some(time) = [start, end].into_iter().find(|time| time.is_nan() || time.abs() > LARGEST) {
        Some(format!("has a time of {time:e}, which is beyond 1e15"))
    } else if end < start {
        Some(format!("ends at {end}, before it starts at {start}"))
    } else if end <= start {
        Some(format!("ends at {end}, where it starts"))
    } else {
        None
    }
}

impl Intervals {
    /// From rows in order of host and start.
    fn of(rows: &[(f64, f64, f64, usize)]) -> Self {
        let mut hosts: Vec<Vec<[f64; 2]>> = Vec::new();
        let (mut begins, mut ends) = (f64::INFINITY, f64::NEG_INFINITY);
        for of_host in rows.chunk_by(|one, next| one.0.total_cmp(&next.0).is_eq()) {
            let mut intervals: Vec<[f64; 2]> = Vec::new();
            for &(_, start, end, _) in of_host {
                begins = begins.min(start);
                ends = ends.max(end);
                match intervals.last_mut() {
                    Some(last) if last[1] >= start => last[1] = end,
                    _ => intervals.push([start, end]),
                }
            }
            hosts.push(intervals);
        }
        Intervals { hosts, begins, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &[(f64, f64, f64)]) -> Result<Intervals, Vec<Fault>> {
        let column = |of: fn(&(f64, f64, f64)) -> f64| rows.iter().map(of).collect::<Vec<_>>();
        Intervals::read(&[column(|row| row.0), column(|row| row.1), column(|row| row.2)])
    }

    #[test]
    fn rows_may_come_in_any_order_and_those_that_touch_are_one() {
        let read =
            read(&[(0.0, 30.0, 40.0), (1.0, 5.0, 50.0), (0.0, 10.0, 20.0), (0.0, 20.0, 25.0)]).unwrap();
        assert_eq!(read.hosts(), [vec![[10.0, 25.0], [30.0, 40.0]], vec![[5.0, 50.0]]]);
        assert_eq!((read.begins(), read.ends()), (5.0, 50.0));
    }

    #[test]
    fn every_row_that_breaks_a_rule_is_named() {
        let faults = read(&[
            (0.0, 10.0, 20.0),
            (0.0, 30.0, 25.0),
            (1.0, 15.0, 18.0),
            (0.0, 15.0, 18.0),
            (1.0, 7.0, 7.0),
            (1.0, 1e300, 7.0),
        ])
        .unwrap_err();
        let told: Vec<(usize, Option<usize>)> = faults.iter().map(|fault| (fault.row, fault.other)).collect();
        assert_eq!(told, [(1, None), (3, Some(0)), (4, None), (5, None)]);
        assert_eq!(faults[0].message, "ends at 25, before it starts at 30");
        assert_eq!(faults[1].message, "overlaps the interval from 10 to 20 of the same host");
    }

    #[test]
    fn a_long_interval_overlaps_all_within_it() {
        let faults = read(&[(0.0, 0.0, 100.0), (0.0, 10.0, 20.0), (0.0, 30.0, 40.0), (1.0, 30.0, 40.0)]);
        let rows: Vec<usize> = faults.unwrap_err().iter().map(|fault| fault.row).collect();
        assert_eq!(rows, [1, 2]);
    }
}
