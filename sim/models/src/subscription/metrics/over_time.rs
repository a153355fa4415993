//! Metrics by month.

use super::NAME;
use super::recurring::{Moved, customer_churn};
use super::view::View;
use crate::books::dollars;
use crate::metrics::ratio;
use crate::observation::{Series, SeriesKind};
use crate::subscription::movements::Movement;
use crate::subscription::resolved::MONTH;
use crate::subscription::statistics::Month;

/// Every month from time zero, the warm-up included, and the part of a month that the horizon cuts off.
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
    // A monthly rate is not defined for a part of a month.
    let of = |metric, value: &dyn Fn(&Month) -> f64| Series {
        metric,
        kind: SeriesKind::Level,
        width: MONTH,
        values: months.iter().map(value).chain(rest.iter().map(|_| f64::NAN)).collect(),
    };
    // A rate without a denominator is not a number, and figures leave it out.
    let rate = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let moved = |month: &Month| Moved::of(std::slice::from_ref(month));
    let plan = view.plan;
    let mut series = vec![
        monthly(NAME.qualified_leads, &|month| month.qualified as f64),
        level(NAME.free_accounts, &|month| month.free as f64),
        level(NAME.customers, &|month| month.customers_end as f64),
        monthly(NAME.new_customers, &|month| month.new_customers as f64),
        level(NAME.mrr, &|month| dollars(month.mrr_end)),
        of(NAME.net_mrr_growth_rate, &|month| rate(moved(month).growth())),
        of(NAME.gross_mrr_churn_rate, &|month| rate(moved(month).gross_churn())),
        of(NAME.net_mrr_churn_rate, &|month| rate(moved(month).net_churn())),
        of(NAME.quick_ratio, &|month| rate(moved(month).quick_ratio())),
        level(NAME.arpa, &|month| rate(ratio(dollars(month.mrr_end), month.customers_end as f64))),
        of(NAME.customer_churn, &|month| rate(customer_churn(std::slice::from_ref(month), plan))),
        of(NAME.cac, &|month| {
            let reactivated = plan.parameters.kpi.cac_with_reactivated;
            let new = if reactivated { month.acquired } else { month.new_customers };
            rate(ratio(dollars(month.spend), new as f64))
        }),
        over(SeriesKind::Sum, NAME.revenue, &|month| dollars(month.revenue)),
        level(NAME.cash, &|month| dollars(month.cash)),
        monthly(NAME.support_tickets, &|month| month.tickets as f64),
    ];
    for (name, movement) in [
        (NAME.mrr_new, Movement::New),
        (NAME.mrr_expansion, Movement::Expansion),
        (NAME.mrr_reactivation, Movement::Reactivation),
        (NAME.mrr_contraction, Movement::Contraction),
        (NAME.mrr_churn, Movement::Churn),
    ] {
        series.push(monthly(name, &|month| dollars(month.moved[movement as usize])));
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
        series.push(Series {
            metric: NAME.repeat_purchases_total,
            kind: SeriesKind::Total,
            width: MONTH,
            values: upto,
        });
    }
    series
}
