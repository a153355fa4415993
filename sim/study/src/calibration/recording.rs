//! How long hosts are available and away, from a recording of available intervals.
//!
//! Such a recording states when hosts were available, but not when they were observed. Outside its
//! window of observation a host is not away but unseen. If all hosts have the same window, the
//! recording itself nearly shows it; if not, only its authors know it.

use std::collections::BTreeSet;

use bazaar_models::table::{Column, Content, Fault, Holds, Intervals};

use super::sample::fault;
use super::{Lifetime, Sample};

/// The window of observation of each host.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Window {
    /// All from the earliest start to the latest end in the table.
    Whole,
    /// Each from its own first start to its own last end.
    Each,
    /// Each from the time in the column `from` to the one in the column `until`.
    Columns,
    /// All between these two times.
    From(f64, f64),
}

/// The columns of a recording that states its windows. A host that was never available has a row
/// without start and end.
pub(super) const COLUMNS: &[Column] = &[
    Intervals::COLUMNS[0],
    Column { name: "start", holds: Holds::MomentsIfAny },
    Column { name: "end", holds: Holds::MomentsIfAny },
    Column { name: "from", holds: Holds::Moments },
    Column { name: "until", holds: Holds::Moments },
];

/// Reads a recording.
pub(super) fn read(columns: &[Vec<f64>], window: Window) -> Result<Sample, Vec<Fault>> {
    let own = match columns {
        [hosts, starts, ends, from, until] => Some(windows(hosts, [starts, ends], [from, until])?),
        _ => None,
    };
    let rows = columns.get(1).map_or(0, Vec::len);
    let there: Vec<usize> = (0..rows).filter(|&row| !columns[1][row].is_nan()).collect();
    let stretches: Vec<Vec<f64>> =
        columns.iter().take(3).map(|column| there.iter().map(|&row| column[row]).collect()).collect();
    let trace = Intervals::read(&stretches).map_err(|faults| {
        let of_all =
            |fault: Fault| Fault { row: there[fault.row], other: fault.other.map(|row| there[row]), ..fault };
        faults.into_iter().map(of_all).collect::<Vec<_>>()
    })?;
    // Hosts are numbered in order of occurrence; some may have no available interval.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of names")]
    let numbers: BTreeSet<usize> =
        stretches.first().into_iter().flatten().map(|&host| host as usize).collect();
    let numbers: Vec<usize> = numbers.into_iter().collect();
    if let (Window::From(from, until), [_, starts, ends, ..]) = (window, columns) {
        let faults: Vec<Fault> = (0..starts.len())
            .filter_map(|row| outside(row, [starts[row], ends[row]], [from, until]))
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
    }
    let of = |host: usize, stretches: &[[f64; 2]]| match (window, &own, stretches) {
        (Window::Columns, Some(own), _) => own[numbers[host]],
        (Window::Each, _, [first, .., last]) => [first[0], last[1]],
        (Window::Each, _, [only]) => *only,
        (Window::From(from, until), ..) => [from, until],
        _ => [trace.begins(), trace.ends()],
    };
    let (mut available, mut unavailable) = (Vec::new(), Vec::new());
    let (mut on, mut watched, mut seen) = (0.0, 0.0, 0.0);
    for (host, stretches) in trace.hosts().iter().enumerate() {
        let [from, until] = of(host, stretches);
        let lifetime = |start: f64, end: f64| Lifetime { length: end - start, ended: end < until };
        let mut before: Option<f64> = None;
        for &[start, end] in stretches {
            if let Some(before) = before {
                unavailable.push(Lifetime { length: start - before, ended: true });
            }
            // An interval that began before the window is longer than observed, and long ones are
            // over-represented.
            if start > from {
                available.push(lifetime(start, end));
            }
            before = Some(end);
            on += end - start;
        }
        if let Some(last) = before {
            if last < until {
                unavailable.push(lifetime(last, until));
            }
            let first = stretches.first().map_or(last, |first| first[0]);
            seen += (last - first) / (until - from);
        }
        watched += until - from;
    }
    let never = own.iter().flatten().enumerate().filter(|(host, _)| numbers.binary_search(host).is_err());
    watched += never.map(|(_, [from, until])| until - from).sum::<f64>();
    let number = own.as_ref().map_or(trace.hosts().len(), Vec::len);
    let hosts = u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Sample::Trace {
        available,
        unavailable,
        hosts,
        availability: on / watched,
        seen: seen / number as f64,
    })
}

/// The window of each host, by number.
fn windows(hosts: &[f64], stretches: [&[f64]; 2], own: [&[f64]; 2]) -> Result<Vec<[f64; 2]>, Vec<Fault>> {
    let mut windows: Vec<([f64; 2], usize)> = Vec::new();
    let mut faults = Vec::new();
    for row in 0..hosts.len() {
        let window = own.map(|column| column[row]);
        let stretch = stretches.map(|column| column[row]);
        faults.extend(match stretch.map(f64::is_nan) {
            [true, true] => (window[0] >= window[1]).then(|| {
                fault(
                    row,
                    format!(
                        "has its host observed from {} until {}: `until` must be after `from`",
                        window[0], window[1]
                    ),
                )
            }),
            [false, false] => outside(row, stretch, window),
            _ => Some(fault(
                row,
                "has only one of `start` and `end`; a host that was never available has neither",
            )),
        });
        // Names are numbered in order of occurrence.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of a name")]
        match windows.get(hosts[row] as usize) {
            None => windows.push((window, row)),
            Some((known, first)) => {
                let same = known.iter().zip(window).all(|(known, here)| known.total_cmp(&here).is_eq());
                if !same {
                    let message = format!(
                        "has its host observed from {} until {}, but an earlier row from {} until {}: all rows of a host need the same",
                        window[0], window[1], known[0], known[1]
                    );
                    faults.push(Fault { row, message, other: Some(*first) });
                }
            }
        }
    }
    if faults.is_empty() { Ok(windows.into_iter().map(|(window, _)| window).collect()) } else { Err(faults) }
}

/// The error of a row that lies outside its host's window.
fn outside(row: usize, [start, end]: [f64; 2], [from, until]: [f64; 2]) -> Option<Fault> {
    let within = from <= start && end <= until;
    (!within).then(|| {
        let stretch = format!("has its host available from {start} to {end}");
        fault(row, format!("{stretch}, outside the time from {from} until {until} in which it was observed"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One host from before the recording to its end, and one that comes and goes twice.
    fn columns() -> Vec<Vec<f64>> {
        vec![vec![0.0, 1.0, 1.0], vec![0.0, 10.0, 40.0], vec![100.0, 30.0, 90.0]]
    }

    type Lengths = Vec<(f64, bool)>;

    fn lengths(columns: &[Vec<f64>], window: Window) -> (Lengths, Lengths, f64) {
        let Sample::Trace { available, unavailable, availability, hosts: 2, .. } =
            read(columns, window).unwrap()
        else {
            panic!("no trace of two hosts")
        };
        let pairs = |all: &[Lifetime]| all.iter().map(|one| (one.length, one.ended)).collect::<Vec<_>>();
        (pairs(&available), pairs(&unavailable), availability)
    }

    #[test]
    fn a_trace_gives_intervals_of_both_kinds_with_their_ends() {
        let (available, unavailable, availability) = lengths(&columns(), Window::Whole);
        assert_eq!(available, [(20.0, true), (50.0, true)]);
        assert_eq!(unavailable, [(10.0, true), (10.0, false)]);
        assert!((availability - 170.0 / 200.0).abs() < 1e-15);
    }

    #[test]
    fn a_window_says_what_was_away_and_what_was_unseen() {
        let (available, unavailable, availability) = lengths(&columns(), Window::Each);
        assert_eq!((available, unavailable), (vec![(50.0, false)], vec![(10.0, true)]));
        assert!((availability - 170.0 / 180.0).abs() < 1e-15);
        let (available, unavailable, availability) = lengths(&columns(), Window::From(-5.0, 105.0));
        assert_eq!(available, [(100.0, true), (20.0, true), (50.0, true)]);
        assert_eq!(unavailable, [(5.0, false), (10.0, true), (15.0, false)]);
        assert!((availability - 170.0 / 220.0).abs() < 1e-15);
        let mut own = columns();
        own.extend([vec![0.0, 10.0, 10.0], vec![100.0, 95.0, 95.0]]);
        let (available, unavailable, availability) = lengths(&own, Window::Columns);
        assert_eq!((available, unavailable), (vec![(50.0, true)], vec![(10.0, true), (5.0, false)]));
        assert!((availability - 170.0 / 185.0).abs() < 1e-15);
    }

    #[test]
    fn a_host_that_was_never_available_counts_as_watched() {
        let nan = f64::NAN;
        let rows = [
            vec![0.0, 1.0, 2.0, 2.0],
            vec![nan, 10.0, 0.0, 50.0],
            vec![nan, 30.0, 20.0, 60.0],
            vec![0.0, 0.0, 0.0, 0.0],
            vec![100.0; 4],
        ];
        let Ok(Sample::Trace { hosts, availability, available, unavailable, seen }) =
            read(&rows, Window::Columns)
        else {
            panic!("no trace")
        };
        assert_eq!((hosts, available.len(), unavailable.len()), (3, 2, 3));
        assert!((availability - 50.0 / 300.0).abs() < 1e-15 && (seen - 0.8 / 3.0).abs() < 1e-15);
        let mut half = rows.clone();
        half[1][0] = 5.0;
        half[4][1] = -1.0;
        let faults = read(&half, Window::Columns).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [0, 1]);
        let none = [vec![0.0], vec![nan], vec![nan], vec![7.0], vec![7.0]];
        assert!(
            read(&none, Window::Columns).unwrap_err()[0].message.ends_with("`until` must be after `from`")
        );
    }

    #[test]
    fn what_lies_outside_its_window_is_named() {
        let rows = |found: Result<Sample, Vec<Fault>>| {
            found.unwrap_err().into_iter().map(|fault| (fault.row, fault.other)).collect::<Vec<_>>()
        };
        assert_eq!(rows(read(&columns(), Window::From(5.0, 95.0))), [(0, None)]);
        assert_eq!(rows(read(&columns(), Window::From(0.0, f64::NAN))), [(0, None), (1, None), (2, None)]);
        let mut own = columns();
        own.extend([vec![0.0, 10.0, 9.0], vec![99.0, 95.0, 95.0]]);
        assert_eq!(rows(read(&own, Window::Columns)), [(0, None), (2, Some(1))]);
    }
}
