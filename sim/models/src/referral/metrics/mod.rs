//! The metrics of the referral programme.

mod definitions;
mod matrices;
mod over_time;
mod segments;
mod view;

use super::resolved::Resolved;
use super::statistics::Statistics;
use crate::observation::{Distribution, Observation};
pub(super) use definitions::{METRICS, NAME};
use view::View;

/// Reads the metrics off the statistics.
pub(super) fn observe(sums: &Statistics, plan: &Resolved) -> Observation {
    let view = View::new(sums, plan);
    Observation {
        values: definitions::values(&view),
        segments: segments::segments(&view),
        series: over_time::series(&view),
        distributions: vec![Distribution { metric: NAME.tree_size, sketch: view.with.trees.sketch.clone() }],
        matrices: matrices::matrices(&view),
        ..Observation::default()
    }
}
