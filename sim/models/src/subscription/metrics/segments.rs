//! Metrics of one plan, region, channel or feature.

use super::NAME;
use super::view::View;
use crate::books::dollars;
use crate::metrics::{ratio, share};
use crate::observation::Segment;

pub(super) fn segments(view: &View<'_>) -> Vec<Segment> {
    let parameters = &view.plan.parameters;
    let (counts, census) = (view.counts, &view.sums.census);
    let mut segments = Vec::new();
    let mut add = |segment: &str, metric, value| {
        segments.push(Segment { metric, segment: segment.to_owned(), value });
    };
    let plans = parameters.plans.keys().zip(&census.by_offer).zip(&counts.new_by_offer);
    let regions = parameters.regions.keys().zip(&census.by_region).zip(&counts.new_by_region);
    let plans = plans.map(|((name, now), new)| (format!("plan:{name}"), *now, *new));
    let regions = regions.map(|((name, now), new)| (format!("region:{name}"), *now, *new));
    let spread = "word of mouth".to_owned();
    let channels = parameters.channels.keys().chain([&spread]).zip(&census.by_channel).zip(&counts.channels);
    let by_channel = channels.clone().map(|((name, now), (new, _))| (format!("channel:{name}"), *now, *new));
    for (segment, (customers, mrr), new) in plans.chain(regions).chain(by_channel) {
        add(&segment, NAME.customers, Some(customers as f64));
        add(&segment, NAME.mrr, Some(dollars(mrr)));
        add(&segment, NAME.arpa, ratio(dollars(mrr), customers as f64));
        add(&segment, NAME.new_customers, view.monthly(new));
    }
    for ((name, _), &(new, spent)) in channels {
        add(&format!("channel:{name}"), NAME.cac, ratio(dollars(spent), new as f64));
    }
    for (name, [periods, exceeded, prompts, accepted]) in parameters.features.keys().zip(&counts.features) {
        let segment = format!("feature:{name}");
        add(&segment, NAME.cap_exceedance, share(*exceeded, *periods));
        add(&segment, NAME.prompt_acceptance, share(*accepted, *prompts));
    }
    segments
}
