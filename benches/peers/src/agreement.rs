//! Checks that all libraries did the same work, without which a comparison of costs is invalid.

use crate::case::{Case, Class};
use crate::workloads::{Work, hosts, queue};

/// The tolerance in standard errors. A correct simulation exceeds it once in two million times.
const ERRORS: f64 = 5.0;

/// The expected results of a simulation, with standard errors.
#[derive(Debug)]
struct Expected {
    events: f64,
    events_error: f64,
    level: f64,
    level_error: f64,
}

/// Compares a simulation with theory, where there is one for the case.
///
/// # Errors
/// What disagrees.
pub(crate) fn with_theory(case: Case, end: f64, work: Work) -> Result<(), String> {
    let expected = match case {
        Case::Queue => in_queue(end),
        Case::Hosts { class: Class::Exponential, hosts } => of_hosts(hosts, end, work.deviation),
        Case::Hosts { class: Class::Random, .. } => return Ok(()),
    };
    compare(work, &expected)
}

/// Compares two simulations that drew different numbers.
///
/// # Errors
/// What disagrees.
pub(crate) fn in_distribution(case: Case, work: Work, other: Work) -> Result<(), String> {
    let Some(hosts) = case.hosts() else { return Ok(()) };
    let share = other.level;
    let expected = Expected {
        events: other.events as f64,
        events_error: work.deviation.hypot(other.deviation),
        level: share,
        level_error: (2.0 * share * (1.0 - share) / f64::from(hosts)).sqrt(),
    };
    compare(work, &expected)
}

/// Compares two simulations that drew the same numbers, one perhaps with a clock of whole nanoseconds.
///
/// # Errors
/// What disagrees.
pub(crate) fn in_full(work: Work, other: Work) -> Result<(), String> {
    if work.events == other.events && (work.level - other.level).abs() < 1e-6 * other.level {
        return Ok(());
    }
    Err(format!("{work:?} instead of {other:?}, from the same random numbers"))
}

/// Of M/M/1: mean number present, and the variance of its mean over time (Whitt 1989).
fn in_queue(end: f64) -> Expected {
    let load = queue::SERVICE;
    let variance = 2.0 * load * (1.0 + load) * queue::SERVICE / (1.0 - load).powi(4);
    Expected {
        events: queue::RATE * end,
        events_error: queue::RATE * end.sqrt(),
        level: load / (1.0 - load),
        level_error: (variance / end).sqrt(),
    }
}

/// Of exponential on/off hosts, all on at first: renewal theory for two alternating states.
fn of_hosts(hosts: u32, end: f64, deviation: f64) -> Expected {
    let [on, off] = hosts::MEANS;
    let relaxation = 1.0 / (1.0 / on + 1.0 / off);
    let faded = (-end / relaxation).exp();
    let share_off = off / (on + off);
    let share = 1.0 - share_off * (1.0 - faded);
    let changes = 2.0 * end / (on + off) + share_off * relaxation * (1.0 - faded) * (1.0 / on - 1.0 / off);
    let hosts = f64::from(hosts);
    Expected {
        events: hosts * changes,
        events_error: deviation,
        level: share,
        level_error: (share * (1.0 - share) / hosts).sqrt(),
    }
}

fn compare(work: Work, expected: &Expected) -> Result<(), String> {
    let far = |value: f64, target: f64, error: f64| (value - target).abs() > ERRORS * error;
    if far(work.events as f64, expected.events, expected.events_error)
        || far(work.level, expected.level, expected.level_error)
    {
        return Err(format!("{work:?} is more than {ERRORS} standard errors from {expected:?}"));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;
    use crate::contender::Library;

    const CASES: [Case; 3] = [
        Case::Queue,
        Case::Hosts { class: Class::Exponential, hosts: 500 },
        Case::Hosts { class: Class::Random, hosts: 500 },
    ];

    /// What each library that draws our streams makes of a case in 2,000 hours.
    fn works(case: Case) -> Vec<Work> {
        let libraries = Library::ALL.into_iter().filter(|library| library.shares_streams());
        let run = |library: Library| {
            let mut contender = library.start(case, &Err::<&str, _>(String::new())).unwrap();
            contender.run_until(2_000.0).unwrap();
            assert_eq!(contender.handled(), contender.work().events, "{library:?}");
            contender.work()
        };
        libraries.map(run).collect()
    }

    #[test]
    fn every_library_does_the_same_work() {
        for case in CASES {
            let works = works(case);
            assert_eq!(works.len(), 4);
            for work in &works {
                assert!(work.events > 2_000, "{case}: {work:?}");
                in_full(*work, works[0]).unwrap();
                with_theory(case, 2_000.0, *work).unwrap();
            }
        }
    }

    #[test]
    fn one_missing_event_is_found_among_the_same_numbers() {
        let work = works(Case::Queue)[0];
        in_full(Work { events: work.events - 1, ..work }, work).unwrap_err();
    }

    #[test]
    fn hosts_that_stay_on_too_long_are_found_by_theory_and_by_comparison() {
        let [_, exponential, random] = CASES;
        let work = works(exponential)[0];
        with_theory(exponential, 2_000.0, Work { level: work.level + 0.1, ..work }).unwrap_err();
        let work = works(random)[0];
        in_distribution(random, Work { level: work.level + 0.2, ..work }, work).unwrap_err();
        in_distribution(random, Work { events: work.events * 2, ..work }, work).unwrap_err();
    }
}
