//! Metrics of one generation, of one kind of referrer, or of one way of being hired.

use super::list::{ATTRIBUTED, K_FACTOR, PAYOUT_TOTAL, RETAINED};
use super::money::dollars;
use super::ratio;
use crate::observation::Segment;
use crate::referral::plan::Plan;
use crate::referral::sums::ArmSums;

/// So many generations are segments, those of which there are any; more are in the matrix.
const GENERATIONS: usize = 12;

pub(super) fn segments(with: &ArmSums, plan: &Plan) -> Vec<Segment> {
    let mut segments: Vec<Segment> = with
        .generations
        .iter()
        .take(GENERATIONS)
        .enumerate()
        .map(|(number, generation)| Segment {
            metric: K_FACTOR,
            segment: format!("generation:{number:02}"),
            value: generation.reproduction(),
        })
        .collect();
    let kinds = std::iter::once("customers").chain(plan.parameters.partners.keys().map(String::as_str));
    for (kind, source) in kinds.zip(&with.sources) {
        let segment = format!("referrer:{kind}");
        let values = [(ATTRIBUTED, source.attributed as f64), (PAYOUT_TOTAL, dollars(source.paid))];
        segments.extend(values.map(|(metric, value)| Segment {
            metric,
            segment: segment.clone(),
            value: Some(value),
        }));
    }
    if plan.recruiting.jobs > 0 {
        for (from, hires) in ["market", "referred"].iter().zip(&with.hires) {
            let value = ratio(hires.retained as f64, hires.judged as f64);
            segments.push(Segment { metric: RETAINED, segment: format!("hires:{from}"), value });
        }
    }
    segments
}
