//! Who stays.

use super::{View, share};
use crate::subscription::cause::{Cause, Change};
use crate::subscription::fit::Fitted;

pub(super) fn values(view: &View<'_>) -> Vec<Option<f64>> {
    let counts = &view.sums.counts;
    let changes = &view.sums.changes;
    let due: u64 = counts.due.iter().sum();
    let left: u64 = counts.left.iter().sum();
    let first = |counts: &[u64]| counts.first().copied().unwrap_or(0);
    // By Akaike's criterion the second parameter must be worth 1.
    let tells = |fitted: &Fitted| {
        Fitted::has_maximum(&counts.due, &counts.left) && fitted.gain(&counts.due, &counts.left) > 1.0
    };
    let fitted = view.curve.fitted.filter(tells);
    vec![
        view.customer_churn,
        share(left, due),
        share(first(&counts.left), first(&counts.due)),
        share(changes.by(Change::Churn, Cause::Card), changes.of(Change::Churn)),
        share(counts.charges_recovered, counts.charges_failed),
        share(view.sums.census.still, counts.followed),
        fitted.map(|fitted| fitted.a),
        fitted.map(|fitted| fitted.b),
    ]
}
