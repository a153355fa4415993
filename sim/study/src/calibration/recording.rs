//! How long hosts are available and away, from a recording of stretches.
//!
//! A recording says when hosts were available, and not over which stretch anybody looked. Before it and after it a host was
//! not away but unseen. If all were watched over the same stretch, the recording itself shows it, nearly; if not, only
//! who made the recording knows.

use bazaar_models::table::{Column, Content, Fault, Holds, Intervals};

use super::sample::fault;
use super::{Lifetime, Sample};

/// Over which stretch each host was watched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Window {
    /// All from the earliest start to the latest end in the table.
    Whole,
    /// Each from its own first start to its own last end.
    Each,
    /// Each from the time in the column `from` to the one in the column `until`.
    Columns,
    /// All from the first to the second of these times.
    From(f64, f64),
}

/// The columns of a recording that tells its windows.
pub(super) const COLUMNS: &[Column] = &[
    Intervals::COLUMNS[0],
    Intervals::COLUMNS[1],
    Intervals::COLUMNS[2],
    Column { name: "from", holds: Holds::Moments },
    Column { name: "until", holds: Holds::Moments },
];

/// Reads a recording.
pub(super) fn read(columns: &[Vec<f64>], window: Window) -> Result<Sample, Vec<Fault>> {
    let trace = Intervals::read(columns.get(..3).unwrap_or(columns))?;
    let own = match columns {
        [hosts, starts, ends, from, until] => Some(windows(hosts, [starts, ends], [from, until])?),
        _ => None,
    };
    if let (Window::From(from, until), [_, starts, ends, ..]) = (window, columns) {
        let faults: Vec<Fault> = (0..starts.len())
            .filter_map(|row| outside(row, [starts[row], ends[row]], [from, until]))
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
    }
    let of = |host: usize, stretches: &[[f64; 2]]| match (window, &own, stretches) {
        (Window::Columns, Some(own), _) => own[host],
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
            // What has begun before is longer than it looks, and longer ones are likelier to have.
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
    let number = trace.hosts().len();
    let hosts = u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Sample::Trace {
        available,
        unavailable,
        hosts,
        availability: on / watched,
        seen: seen / number as f64,
    })
}

/// The window of each host, by the numbers that stand for their names.
fn windows(hosts: &[f64], stretches: [&[f64]; 2], own: [&[f64]; 2]) -> Result<Vec<[f64; 2]>, Vec<Fault>> {
    let mut windows: Vec<([f64; 2], usize)> = Vec::new();
    let mut faults = Vec::new();
    for row in 0..hosts.len() {
        let window = own.map(|column| column[row]);
        faults.extend(outside(row, stretches.map(|column| column[row]), window));
        // Names are numbered in the order in which they first occur.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of a name")]
        match windows.get(hosts[row] as usize) {
            None => windows.push((window, row)),
            Some((known, first)) => {
                let same = known.iter().zip(window).all(|(known, here)| known.total_cmp(&here).is_eq());
                if !same {
                    let message = format!(
                        "has its host watched from {} until {}, and not from {} until {} as before",
                        window[0], window[1], known[0], known[1]
                    );
                    faults.push(Fault { row, message, other: Some(*first) });
                }
            }
        }
    }
    if faults.is_empty() { Ok(windows.into_iter().map(|(window, _)| window).collect()) } else { Err(faults) }
}

/// What is wrong with a row whose host was not watched all the while.
fn outside(row: usize, [start, end]: [f64; 2], [from, until]: [f64; 2]) -> Option<Fault> {
    let within = from <= start && end <= until;
    (!within).then(|| {
        let stretch = format!("has its host available from {start} to {end}");
        fault(row, format!("{stretch}, outside the time from {from} until {until} in which it was watched"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One host from before the recording to its end, and one that comes, goes, and comes again.
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
