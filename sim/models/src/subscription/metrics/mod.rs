//! The metrics of the subscription business.

mod curve;
mod definitions;
mod economics;
mod matrices;
mod over_time;
mod recurring;
mod segments;
mod view;

use super::Subscription;
use super::statistics::Statistics;
use crate::observation::{Distribution, Observation};
pub(super) use definitions::{METRICS, NAME};
use view::View;

/// Reads the metrics off the statistics.
pub(super) fn observe(sums: &Statistics, subscription: &Subscription) -> Observation {
    let view = View::new(sums, subscription);
    let paid = || Distribution { metric: NAME.revenue_per_customer, sketch: sums.paid.clone() };
    Observation {
        values: definitions::values(&view),
        segments: segments::segments(&view),
        series: over_time::series(&view),
        distributions: (sums.paid.count() > 0).then(paid).into_iter().collect(),
        matrices: matrices::matrices(&view),
        events: sums.events,
        fingerprint: sums.fingerprint,
        ..Observation::default()
    }
}
