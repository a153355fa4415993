//! What the marketplace measures.

mod categories;
mod list;
mod money;
mod over_time;
mod segments;
mod trade;

use super::Marketplace;
use super::map::CityMap;
use super::people::Role;
use super::plan::MONTH;
use super::sums::Sums;
use crate::observation::{Distribution, Observation};
pub(super) use list::{METRICS, PARTICIPATION};

/// Reads the metrics off the sums, in the order of the list.
pub(super) fn observe(sums: &Sums, marketplace: &Marketplace) -> Observation {
    let time = marketplace.plan.horizon.counted_total();
    let mut values = who_is_in(sums, marketplace, time);
    values.extend(trade::values(sums, marketplace, time));
    values.extend(money::values(sums));
    values.extend(money::sellers(sums, marketplace, time));
    let mut segments = segments::segments(sums, marketplace);
    segments.extend(categories::segments(sums, marketplace, time));
    let sketches = [
        (list::TIME_TO_MATCH, &sums.wait_sketch),
        (list::DISTANCE, &sums.distance_sketch),
        (list::FIRST_JOB, &sums.first_jobs),
    ];
    let distribution = |(metric, sketch): (&'static str, &bazaar_engine::accumulators::Sketch)| {
        Distribution { metric, sketch: sketch.clone() }
    };
    let map = |(city, map): (&String, &CityMap)| map.observed(city, time);
    Observation {
        values,
        segments,
        series: over_time::series(sums, marketplace),
        distributions: sketches.into_iter().map(distribution).collect(),
        maps: marketplace.plan.parameters.cities.keys().zip(&sums.maps).map(map).collect(),
        matrices: categories::matrices(sums, marketplace),
        events: sums.events,
        fingerprint: sums.fingerprint,
    }
}

fn who_is_in(sums: &Sums, marketplace: &Marketplace, time: f64) -> Vec<Option<f64>> {
    let potential = |role: Role| f64::from(marketplace.plan.side(role).potential);
    let members =
        |role: Role| -> f64 { sums.cities.iter().map(|city| f64::from(city.members[role.index()])).sum() };
    let share = |role: Role| ratio(members(role), potential(role));
    let aware = |role: Role| ratio(sums.knowing[role.index()] as f64, potential(role));
    let heard = |role: Role| sums.heard[role.index()].mean();
    let joins = |role: Role| ratio(sums.counts.joins[role.index()] as f64, time / MONTH);
    let threshold = marketplace.plan.parameters.launch_threshold.canonical();
    let launched = Role::BOTH.iter().filter_map(|&role| share(role)).all(|share| share >= threshold);
    let end = marketplace.plan.horizon.end;
    let [buyers, sellers] = Role::BOTH.map(|role| sums.members[role.index()].mean(end));
    vec![
        share(Role::Buyer),
        share(Role::Seller),
        Some(f64::from(u8::from(launched))),
        aware(Role::Buyer),
        aware(Role::Seller),
        heard(Role::Buyer),
        heard(Role::Seller),
        joins(Role::Buyer),
        joins(Role::Seller),
        buyers.zip(sellers).and_then(|(buyers, sellers)| ratio(buyers, sellers)),
    ]
}

/// A quotient, where there is anything to divide by.
fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then_some(numerator / denominator)
}
