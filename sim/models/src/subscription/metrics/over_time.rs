//! Metrics by month.

use super::recurring::Moved;
use super::{View, dollars, list, ratio};
use crate::observation::Series;
use crate::subscription::plan::MONTH;
use crate::subscription::sums::Month;

/// Every whole month from time zero, the warm-up included.
pub(super) fn series(view: &View<'_>) -> Vec<Series> {
    let months = &view.sums.months;
    if months.is_empty() {
        return Vec::new();
    }
    let of = |metric, value: &dyn Fn(&Month) -> f64| Series {
        metric,
        width: MONTH,
        values: months.iter().map(value).collect(),
    };
    // A rate of nothing is no number, and figures leave it out.
    let rate = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let moved = |month: &Month| Moved::of(std::slice::from_ref(month));
    let subscription = view.subscription;
    let mut series = vec![
        of(list::QUALIFIED, &|month| month.qualified as f64),
        of(list::FREE, &|month| month.free as f64),
        of(list::CUSTOMERS, &|month| month.customers_end as f64),
        of(list::NEW_CUSTOMERS, &|month| month.new_customers as f64),
        of(list::MRR, &|month| dollars(month.mrr_end)),
        of(list::GROWTH, &|month| rate(moved(month).growth())),
        of(list::GROSS_CHURN, &|month| rate(moved(month).gross_churn())),
        of(list::NET_CHURN, &|month| rate(moved(month).net_churn())),
        of(list::QUICK_RATIO, &|month| rate(moved(month).quick_ratio())),
        of(list::ARPA, &|month| rate(ratio(dollars(month.mrr_end), month.customers_end as f64))),
        of(list::CUSTOMER_CHURN, &|month| {
            rate(super::recurring::customer_churn(std::slice::from_ref(month), subscription))
        }),
        of(list::CAC, &|month| {
            let reactivated = subscription.plan.parameters.kpi.cac_with_reactivated;
            let new = if reactivated { month.acquired } else { month.new_customers };
            rate(ratio(dollars(month.spend), new as f64))
        }),
        of(list::REVENUE, &|month| dollars(month.revenue)),
        of(list::CASH, &|month| dollars(month.cash)),
        of(list::TICKETS, &|month| month.tickets as f64),
    ];
    for (index, name) in list::MOVEMENTS.into_iter().enumerate() {
        series.push(of(name, &|month| dollars(month.moved[index])));
    }
    if view.sums.buyers > 0 {
        let mut total = 0;
        let mut upto = Vec::with_capacity(months.len());
        for month in months {
            total += month.repeats;
            upto.push(total as f64);
        }
        series.push(Series { metric: list::REPEATS, width: MONTH, values: upto });
    }
    series
}
