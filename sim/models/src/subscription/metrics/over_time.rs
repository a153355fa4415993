//! Metrics by month.

use super::recurring::Moved;
use super::{View, dollars, list, ratio};
use crate::observation::{Series, SeriesKind};
use crate::subscription::plan::MONTH;
use crate::subscription::sums::Month;

/// Every month from time zero, the warm-up included, and what the horizon cuts off of one.
pub(super) fn series(view: &View<'_>) -> Vec<Series> {
    let (months, rest) = (&view.sums.months, &view.sums.rest);
    let over = |kind, metric, value: &dyn Fn(&Month) -> f64| Series {
        metric,
        kind,
        width: MONTH,
        values: months.iter().chain(rest).map(value).collect(),
    };
    let level = |metric, value: &dyn Fn(&Month) -> f64| over(SeriesKind::Level, metric, value);
    let monthly = |metric, value: &dyn Fn(&Month) -> f64| over(SeriesKind::SumPer(MONTH), metric, value);
    // A rate of a month is none of a part of it.
    let of = |metric, value: &dyn Fn(&Month) -> f64| Series {
        metric,
        kind: SeriesKind::Level,
        width: MONTH,
        values: months.iter().map(value).chain(rest.iter().map(|_| f64::NAN)).collect(),
    };
    // A rate of nothing is no number, and figures leave it out.
    let rate = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let moved = |month: &Month| Moved::of(std::slice::from_ref(month));
    let subscription = view.subscription;
    let mut series = vec![
        monthly(list::QUALIFIED, &|month| month.qualified as f64),
        level(list::FREE, &|month| month.free as f64),
        level(list::CUSTOMERS, &|month| month.customers_end as f64),
        monthly(list::NEW_CUSTOMERS, &|month| month.new_customers as f64),
        level(list::MRR, &|month| dollars(month.mrr_end)),
        of(list::GROWTH, &|month| rate(moved(month).growth())),
        of(list::GROSS_CHURN, &|month| rate(moved(month).gross_churn())),
        of(list::NET_CHURN, &|month| rate(moved(month).net_churn())),
        of(list::QUICK_RATIO, &|month| rate(moved(month).quick_ratio())),
        level(list::ARPA, &|month| rate(ratio(dollars(month.mrr_end), month.customers_end as f64))),
        of(list::CUSTOMER_CHURN, &|month| {
            rate(super::recurring::customer_churn(std::slice::from_ref(month), subscription))
        }),
        of(list::CAC, &|month| {
            let reactivated = subscription.plan.parameters.kpi.cac_with_reactivated;
            let new = if reactivated { month.acquired } else { month.new_customers };
            rate(ratio(dollars(month.spend), new as f64))
        }),
        over(SeriesKind::Sum, list::REVENUE, &|month| dollars(month.revenue)),
        level(list::CASH, &|month| dollars(month.cash)),
        monthly(list::TICKETS, &|month| month.tickets as f64),
    ];
    for (index, name) in list::MOVEMENTS.into_iter().enumerate() {
        series.push(monthly(name, &|month| dollars(month.moved[index])));
    }
    if months.is_empty() {
        series.retain(|series| series.values.iter().all(|value| value.is_finite()));
    }
    if view.sums.buyers > 0 {
        let mut total = 0;
        let mut upto = Vec::with_capacity(months.len() + 1);
        for month in months.iter().chain(rest) {
            total += month.repeats;
            upto.push(total as f64);
        }
        series.push(Series { metric: list::REPEATS, kind: SeriesKind::Total, width: MONTH, values: upto });
    }
    series
}
