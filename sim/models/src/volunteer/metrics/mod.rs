//! What volunteer computing measures.

mod computing;
mod economics;
mod list;
mod over_time;
mod segments;

use super::Volunteer;
use super::client::GroupSums;
use super::sums::Sums;
use crate::observation::{Distribution, Observation};
pub(super) use list::METRICS;
use list::TURNAROUND;

const HOURS_PER_DAY: f64 = 24.0;
const HOURS_PER_YEAR: f64 = 365.25 * HOURS_PER_DAY;
const HOURS_PER_MONTH: f64 = HOURS_PER_YEAR / 12.0;
const SECONDS_PER_HOUR: f64 = 3600.0;

/// Reads the metrics off the sums, in the order of the list.
pub(super) fn observe(sums: &Sums, volunteer: &Volunteer) -> Observation {
    let time = volunteer.plan.horizon.counted_total();
    let total = add_up(&sums.fleet.groups);
    let years = time / HOURS_PER_YEAR;
    let per_time = |sum: f64| ratio(sum, time);
    let of_groups = |value: fn(&super::group::Group, &GroupSums) -> f64| -> f64 {
        volunteer.groups().iter().zip(&sums.fleet.groups).map(|(group, sums)| value(group, sums)).sum()
    };
    let mut values = vec![
        per_time(total.joined),
        ratio(total.available, total.joined),
        ratio(total.transitions as f64, total.joined / HOURS_PER_YEAR),
        sums.fleet.intervals[1].quantile(0.5),
        sums.fleet.intervals[0].quantile(0.5),
        ratio(sums.fleet.joins as f64, years),
        ratio(sums.fleet.departures as f64, years),
        per_time(of_groups(|group, sums| group.peak * sums.joined)),
    ];
    values.extend(computing::values(sums, volunteer, time));
    values.push(per_time(of_groups(|group, sums| group.disk * sums.joined)));
    values.push(per_time(of_groups(|group, sums| group.disk * sums.available)));
    values.extend(economics::values(sums, volunteer, time));
    Observation {
        values,
        segments: segments::segments(sums, volunteer, time),
        series: over_time::series(sums),
        distributions: distributions(sums),
        maps: Vec::new(),
        matrices: Vec::new(),
        events: sums.events,
        fingerprint: sums.fingerprint,
    }
}

/// Turnaround over results.
fn distributions(sums: &Sums) -> Vec<Distribution> {
    let turnaround = &sums.server.turnaround;
    let any = (turnaround.count() > 0).then(|| turnaround.clone());
    any.into_iter().map(|sketch| Distribution { metric: TURNAROUND, sketch }).collect()
}

fn add_up<'a>(groups: impl IntoIterator<Item = &'a GroupSums>) -> GroupSums {
    groups.into_iter().fold(GroupSums::default(), |total, next| GroupSums {
        joined: total.joined + next.joined,
        available: total.available + next.available,
        transitions: total.transitions + next.transitions,
        computing: [total.computing[0] + next.computing[0], total.computing[1] + next.computing[1]],
    })
}

/// What hosts computed, in operations.
fn computed(sums: &Sums, volunteer: &Volunteer) -> f64 {
    let groups = volunteer.groups().iter().zip(&sums.fleet.groups);
    groups.map(|(group, sums)| group.speed[0] * sums.computing[0] + group.speed[1] * sums.computing[1]).sum()
}

/// A quotient, where there is anything to divide by.
fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then_some(numerator / denominator)
}
