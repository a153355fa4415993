//! Metrics over time.

use super::NAME;
use super::view::SECONDS_PER_HOUR;
use crate::metrics::ratio;
use crate::observation::{Series, SeriesKind};
use crate::volunteer::statistics::Statistics;

pub(super) fn series(sums: &Statistics) -> Vec<Series> {
    let (Some(over_time), Some(delivered)) = (&sums.fleet.over_time, &sums.server.delivered_over_time) else {
        return Vec::new();
    };
    let width = over_time.joined.width();
    let joined = over_time.joined.rates();
    let available = over_time.available.rates();
    let share = joined.iter().zip(&available);
    let availability = share.map(|(&joined, &available)| ratio(available, joined).unwrap_or(0.0)).collect();
    let flops = |rates: Vec<f64>| rates.into_iter().map(|rate| rate / SECONDS_PER_HOUR).collect();
    let mean = |metric, values| Series { metric, kind: SeriesKind::Mean, width, values };
    let mut series = vec![
        mean(NAME.hosts_active, joined),
        Series { metric: NAME.availability, kind: SeriesKind::Level, width, values: availability },
    ];
    if !sums.fleet.projects.is_empty() && sums.server.sent_ever > 0 {
        series.push(mean(NAME.throughput_computed, flops(over_time.computing.rates())));
        series.push(mean(NAME.throughput_delivered, flops(delivered.rates())));
    }
    series
}
