//! What the referral programme measures.

mod growth;
mod list;
mod matrices;
mod money;
mod over_time;
mod recruiting;
mod segments;

use super::plan::Plan;
use super::sums::Sums;
use crate::observation::{Distribution, Observation};
pub(super) use list::METRICS;

/// Reads the metrics off the sums, in the order of the list.
pub(super) fn observe(sums: &Sums, plan: &Plan) -> Observation {
    let [with, without] = &sums.arms;
    let mut values = growth::values(with, plan);
    values.extend(money::values(with, without));
    values.extend(recruiting::values(with, without, plan));
    Observation {
        values,
        segments: segments::segments(with, plan),
        series: over_time::series(with, without),
        distributions: vec![Distribution { metric: list::TREE_SIZE, sketch: with.trees.sketch.clone() }],
        matrices: matrices::matrices(with, without, plan),
        ..Observation::default()
    }
}

/// A quotient, where there is anything to divide by.
pub(super) fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then_some(numerator / denominator)
}
