//! Metrics over time.

use super::{NAME, PARTICIPATION};
use crate::marketplace::Marketplace;
use crate::marketplace::people::Role;
use crate::marketplace::resolved::MONTH;
use crate::marketplace::statistics::Statistics;
use crate::observation::{Series, SeriesKind};

pub(super) fn series(sums: &Statistics, marketplace: &Marketplace) -> Vec<Series> {
    let Some(over_time) = &sums.over_time else { return Vec::new() };
    let width = over_time.idle.width();
    let scaled = |rates: Vec<f64>, by: f64| rates.into_iter().map(|rate| rate * by).collect();
    let mean = |metric, values| Series { metric, kind: SeriesKind::Mean, width, values };
    let joined = [NAME.joins_buyers, NAME.joins_sellers];
    let mut series = Vec::new();
    for role in Role::BOTH {
        let potential = marketplace.plan.side(role).potential;
        if potential > 0 {
            let share = scaled(over_time.members[role.index()].rates(), 1.0 / f64::from(potential));
            series.push(Series {
                metric: PARTICIPATION[role.index()],
                kind: SeriesKind::Level,
                width,
                values: share,
            });
            let joins = scaled(over_time.joins[role.index()].rates(), MONTH);
            series.push(mean(joined[role.index()], joins));
        }
    }
    if sums.counts.asked > 0 {
        series.extend([
            mean(NAME.requests, scaled(over_time.requests.rates(), MONTH)),
            mean(NAME.jobs_completed, scaled(over_time.jobs.rates(), MONTH)),
            mean(NAME.requests_waiting, over_time.waiting.rates()),
            mean(NAME.sellers_idle, over_time.idle.rates()),
        ]);
    }
    series
}
