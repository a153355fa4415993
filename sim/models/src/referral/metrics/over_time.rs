//! Cumulative time series: the number of customers, and the total paid.

use super::NAME;
use super::view::View;
use crate::observation::{Series, SeriesKind};

pub(super) fn series(view: &View<'_>) -> Vec<Series> {
    let (Some(with), Some(without)) = (&view.with.over_time, &view.without.over_time) else {
        return Vec::new();
    };
    let width = with.customers.width();
    let (customers, control) = (with.customers.rates(), without.customers.rates());
    let incremental = customers.iter().zip(&control).map(|(with, without)| with - without).collect();
    let dollars = with.paid.rates().into_iter().map(|cents| cents / 100.0).collect();
    // Cumulative totals, averaged over each time bin.
    let so_far = |metric, values| Series { metric, kind: SeriesKind::Level, width, values };
    vec![
        so_far(NAME.customers, customers),
        so_far(NAME.attributed, with.attributed.rates()),
        so_far(NAME.incremental, incremental),
        so_far(NAME.payout_total, dollars),
        so_far(NAME.customers_without, control),
    ]
}
