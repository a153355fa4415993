//! Totals over time: how many customers so far, and how much has been paid.

use super::list::{ATTRIBUTED, CUSTOMERS, INCREMENTAL, PAYOUT_TOTAL, WITHOUT};
use crate::observation::Series;
use crate::referral::sums::ArmSums;

pub(super) fn series(with: &ArmSums, without: &ArmSums) -> Vec<Series> {
    let (Some(with), Some(without)) = (&with.over_time, &without.over_time) else { return Vec::new() };
    let width = with.customers.width();
    let (customers, control) = (with.customers.rates(), without.customers.rates());
    let incremental = customers.iter().zip(&control).map(|(with, without)| with - without).collect();
    let dollars = with.paid.rates().into_iter().map(|cents| cents / 100.0).collect();
    vec![
        Series { metric: CUSTOMERS, width, values: customers },
        Series { metric: ATTRIBUTED, width, values: with.attributed.rates() },
        Series { metric: INCREMENTAL, width, values: incremental },
        Series { metric: PAYOUT_TOTAL, width, values: dollars },
        Series { metric: WITHOUT, width, values: control },
    ]
}
