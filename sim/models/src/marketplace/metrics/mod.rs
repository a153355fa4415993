//! The metrics of the marketplace.

mod categories;
mod definitions;
mod over_time;
mod segments;
mod view;

use super::Marketplace;
use super::map::CityMap;
use super::statistics::Statistics;
use crate::observation::{Distribution, Observation};
pub(super) use definitions::{METRICS, NAME};
use view::View;

/// The metrics of participation, by side.
pub(super) const PARTICIPATION: [&str; 2] = [NAME.participation_buyers, NAME.participation_sellers];

/// Reads the metrics off the statistics.
pub(super) fn observe(sums: &Statistics, marketplace: &Marketplace) -> Observation {
    let view = View::new(sums, marketplace);
    let mut segments = segments::segments(&view);
    segments.extend(categories::segments(&view));
    let sketches = [
        (NAME.time_to_match, &sums.wait_sketch),
        (NAME.match_distance, &sums.distance_sketch),
        (NAME.first_job_p50, &sums.first_jobs),
    ];
    let time = marketplace.plan.horizon.counted_total();
    let map = |(city, map): (&String, &CityMap)| map.observed(city, time);
    Observation {
        values: definitions::values(&view),
        segments,
        series: over_time::series(sums, marketplace),
        distributions: sketches
            .into_iter()
            .map(|(metric, sketch)| Distribution { metric, sketch: sketch.clone() })
            .collect(),
        maps: marketplace.plan.parameters.cities.keys().zip(&sums.maps).map(map).collect(),
        matrices: categories::matrices(sums, marketplace),
        events: sums.events,
        fingerprint: sums.fingerprint,
    }
}
