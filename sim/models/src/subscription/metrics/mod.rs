//! What the subscription business measures.
//!
//! | shape | metrics |
//! |---|---|
//! | series by month (width 730.5 h, from time zero; the horizon may cut the last month short) | `qualified_leads`, `new_customers`, `free_accounts`, `customers`, `mrr`, the five movements, `net_mrr_growth_rate`, `gross_mrr_churn_rate`, `net_mrr_churn_rate`, `quick_ratio`, `arpa`, `customer_churn`, `cac`, `revenue`, `cash`, `support_tickets`, `repeat_purchases_total` (cumulative) |
//! | matrix, cohort (month of the first payment) by age (months) | `cohort_retention`, `cohort_mrr_retention` |
//! | matrix, `observed` and `fitted sBG` by number of renewals | `survival` |
//! | matrix, kind of change by cause, per month | `changes`, and in dollars of MRR `mrr_moved` |
//! | segments `plan:`, `region:`, `channel:` | `customers`, `mrr`, `arpa`, `new_customers`, `cac` (by channel) |
//! | segments `feature:` | `cap_exceedance`, `prompt_acceptance` |
//! | distribution over customers | `revenue_per_customer` |
//!
//! Stages of the funnel are metrics of their own: `leads`, `qualified_leads`, `sign_ups`, `trials`,
//! `new_customers`; and so are lifetime values by three methods: `ltv`, `ltv_sbg`, `ltv_realised`.

mod curve;
mod economics;
mod funnel;
mod list;
mod matrices;
mod over_time;
mod recurring;
mod retention;
mod segments;

use super::Subscription;
use super::plan::MONTH;
use super::sums::{Month, Sums};
use crate::observation::{Distribution, Observation};
use curve::Curve;
pub(super) use list::METRICS;

/// Reads the metrics off the sums, in the order of the list.
pub(super) fn observe(sums: &Sums, subscription: &Subscription) -> Observation {
    let view = View::new(sums, subscription);
    let mut values = funnel::values(&view);
    values.extend(recurring::values(&view));
    values.extend(retention::values(&view));
    values.extend(economics::values(&view));
    values.extend(economics::money(&view));
    values.extend(funnel::triggers(&view));
    values.extend(funnel::buyers(&view));
    values.extend(matrices::totals(&view));
    let paid = (sums.paid.count() > 0)
        .then(|| Distribution { metric: list::REVENUE_PER_CUSTOMER, sketch: sums.paid.clone() });
    Observation {
        values,
        segments: segments::segments(&view),
        series: over_time::series(&view),
        distributions: paid.into_iter().collect(),
        maps: Vec::new(),
        matrices: matrices::matrices(&view),
        events: sums.events,
        fingerprint: sums.fingerprint,
    }
}

/// The sums, and what several metrics are made of.
struct View<'a> {
    sums: &'a Sums,
    subscription: &'a Subscription,
    /// Months that count.
    months: f64,
    /// Whole months after the warm-up.
    counted: &'a [Month],
    curve: Curve,
    /// MRR for each customer, in dollars a month.
    arpa: Option<f64>,
    gross_margin: Option<f64>,
    customer_churn: Option<f64>,
}

impl<'a> View<'a> {
    fn new(sums: &'a Sums, subscription: &'a Subscription) -> Self {
        let horizon = &subscription.plan.horizon;
        let is_counted = |index: usize| index as f64 * MONTH >= horizon.warm_up - 1e-6;
        let first = (0..sums.months.len()).find(|&index| is_counted(index)).unwrap_or(sums.months.len());
        let counted = &sums.months[first..];
        let counts = &sums.counts;
        View {
            sums,
            subscription,
            months: horizon.counted_total() / MONTH,
            counted,
            curve: Curve::new(counts),
            arpa: ratio(counts.mrr_hours / CENTS, counts.customer_hours),
            gross_margin: economics::gross_margin(sums, subscription),
            customer_churn: recurring::customer_churn(counted, subscription),
        }
    }

    /// How many in a month.
    fn monthly(&self, count: u64) -> Option<f64> {
        ratio(count as f64, self.months)
    }
}

const CENTS: f64 = 100.0;

fn dollars(cents: i64) -> f64 {
    cents as f64 / CENTS
}

/// A quotient, where there is anything to divide by.
fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then_some(numerator / denominator)
}

/// A share of counts.
fn share(part: u64, whole: u64) -> Option<f64> {
    ratio(part as f64, whole as f64)
}
