//! Requests, waits, distances, and how busy sellers are.

use super::ratio;
use crate::marketplace::Marketplace;
use crate::marketplace::plan::MONTH;
use crate::marketplace::sums::Sums;

pub(super) fn values(sums: &Sums, marketplace: &Marketplace, time: f64) -> [Option<f64>; 14] {
    let counts = &sums.counts;
    let end = marketplace.plan.horizon.end;
    let months = time / MONTH;
    let unserved = (counts.abandoned - counts.withdrawn + counts.expired) as f64;
    let of_requests = |count: u64| ratio(count as f64, counts.asked as f64);
    let has_space = sums.distances.max().is_some_and(|longest| longest > 0.0);
    let distance = |value: Option<f64>| value.filter(|_| has_space);
    let [working, busy] = [&sums.working, &sums.busy].map(|level| level.mean(end));
    [
        ratio(counts.asked as f64, months),
        ratio(counts.matched as f64, counts.matched as f64 + unserved),
        of_requests(counts.abandoned),
        of_requests(counts.expired),
        sums.waits.mean(),
        sums.wait_sketch.quantile(0.5),
        sums.wait_sketch.quantile(0.9),
        sums.waiting.mean(end),
        distance(sums.distances.mean()),
        distance(sums.distances.standard_deviation()),
        distance(sums.distance_sketch.quantile(0.9)),
        busy.zip(working).and_then(|(busy, working)| ratio(busy, working)),
        busy.zip(working).map(|(busy, working)| working - busy),
        ratio(counts.completed as f64, months),
    ]
}
