//! Totals over time: how many customers so far, and how much has been paid.

use super::list::{ATTRIBUTED, CUSTOMERS, INCREMENTAL, PAYOUT_TOTAL, WITHOUT};
use crate::observation::{Series, SeriesKind};
use crate::referral::sums::ArmSums;

pub(super) fn series(with: &ArmSums, without: &ArmSums) -> Vec<Series> {
    let (Some(with), Some(without)) = (&with.over_time, &without.over_time) else { return Vec::new() };
    let width = with.customers.width();
    let (customers, control) = (with.customers.rates(), without.customers.rates());
    let incremental = customers.iter().zip(&control).map(|(with, without)| with - without).collect();
    let dollars = with.paid.rates().into_iter().map(|cents| cents / 100.0).collect();
    // Totals so far, on average over each stretch.
    let so_far = |metric, values| Series { metric, kind: SeriesKind::Level, width, values };
    vec![
        so_far(CUSTOMERS, customers),
        so_far(ATTRIBUTED, with.attributed.rates()),
        so_far(INCREMENTAL, incremental),
        so_far(PAYOUT_TOTAL, dollars),
        so_far(WITHOUT, control),
    ]
}
