//! Who comes, and what triggers changes.

use super::{View, ratio, share};
use crate::subscription::cause::Change;

pub(super) fn values(view: &View<'_>) -> Vec<Option<f64>> {
    let counts = &view.sums.counts;
    let census = &view.sums.census;
    let pairs = || view.counted.windows(2);
    let grown: i64 = pairs().map(|two| two[1].qualified.cast_signed() - two[0].qualified.cast_signed()).sum();
    let before: u64 = pairs().map(|two| two[0].qualified).sum();
    vec![
        view.monthly(counts.leads),
        view.monthly(counts.qualified),
        ratio(grown as f64, before as f64),
        view.monthly(counts.signed_up),
        view.monthly(counts.trials),
        share(counts.trials_converted, counts.trials_ended),
        share(counts.paid_in_a_year, counts.free_a_year),
        view.monthly(counts.new_customers),
        share(counts.sales_won, counts.sales_ended),
        Some(census.free as f64),
        Some(census.customers as f64),
    ]
}

/// What triggers changes, and what they are.
pub(super) fn triggers(view: &View<'_>) -> Vec<Option<f64>> {
    let (counts, changes, census) = (&view.sums.counts, &view.sums.changes, &view.sums.census);
    let by_prompt = changes.of(Change::Upgrade) + counts.upgraded_from_free;
    vec![
        share(counts.caps_exceeded, counts.cap_periods),
        view.monthly(counts.prompts),
        share(counts.accepted, counts.prompts),
        view.monthly(by_prompt),
        view.monthly(changes.of(Change::Downgrade)),
        view.monthly(changes.of(Change::Churn)),
        view.monthly(changes.of(Change::Reactivation)),
        ratio(counts.paused_hours, view.subscription.plan.horizon.counted_total()),
        share(census.seats, census.customers),
        view.monthly(counts.tickets),
    ]
}

/// Those who buy without a contract.
pub(super) fn buyers(view: &View<'_>) -> [Option<f64>; 3] {
    let sums = view.sums;
    [
        share(sums.counts.repeats, sums.buyers),
        (sums.buyers > 0).then_some(sums.counts.repeats as f64),
        share(sums.buyers - sums.buyers_gone, sums.buyers),
    ]
}
