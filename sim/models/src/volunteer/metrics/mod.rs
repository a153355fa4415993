//! The metrics of volunteer computing.

mod definitions;
mod economics;
mod fairness;
mod over_time;
mod segments;
mod view;

use super::Volunteer;
use super::statistics::Statistics;
use crate::observation::{Distribution, Observation};
pub(super) use definitions::METRICS;
use definitions::NAME;
use view::View;

/// Reads the metrics off the statistics.
pub(super) fn observe(sums: &Statistics, volunteer: &Volunteer) -> Observation {
    let view = View::new(sums, volunteer);
    let turnaround = &sums.server.turnaround;
    let has_turnaround = turnaround.count() > 0;
    let turnaround = || Distribution { metric: NAME.turnaround, sketch: turnaround.clone() };
    Observation {
        values: definitions::values(&view),
        segments: segments::segments(&view),
        series: over_time::series(sums),
        distributions: has_turnaround.then(turnaround).into_iter().collect(),
        events: sums.events,
        fingerprint: sums.fingerprint,
        ..Observation::default()
    }
}
