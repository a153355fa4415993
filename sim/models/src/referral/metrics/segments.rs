//! Metrics by generation, by kind of referrer, and by source of hires.

use super::NAME;
use super::view::View;
use crate::books::dollars;
use crate::observation::Segment;

/// At most this many generations are segments; all are in the matrix.
const GENERATIONS: usize = 12;

pub(super) fn segments(view: &View<'_>) -> Vec<Segment> {
    let (with, plan) = (view.with, view.plan);
    let mut segments: Vec<Segment> = with
        .generations
        .iter()
        .take(GENERATIONS)
        .enumerate()
        .map(|(number, generation)| Segment {
            metric: NAME.k_factor,
            segment: format!("generation:{number:02}"),
            value: generation.reproduction(),
        })
        .collect();
    let kinds = std::iter::once("customers").chain(plan.parameters.partners.keys().map(String::as_str));
    for (kind, source) in kinds.zip(&with.sources) {
        let segment = format!("referrer:{kind}");
        let values = [(NAME.attributed, source.attributed as f64), (NAME.payout_total, dollars(source.paid))];
        segments.extend(values.map(|(metric, value)| Segment {
            metric,
            segment: segment.clone(),
            value: Some(value),
        }));
    }
    if plan.recruiting.jobs > 0 {
        for (from, hires) in ["market", "referred"].iter().zip(&with.hires) {
            let segment = format!("hires:{from}");
            segments.push(Segment { metric: NAME.hires_retained, segment, value: hires.retention() });
        }
    }
    segments
}
