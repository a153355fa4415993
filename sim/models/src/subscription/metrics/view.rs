//! The view of the statistics from which metrics are computed, with intermediate results of several metrics.

use super::curve::Curve;
use super::recurring::Moved;
use crate::books::dollars;
use crate::metrics::ratio;
use crate::subscription::Subscription;
use crate::subscription::fit::Fitted;
use crate::subscription::money::Account;
use crate::subscription::movements::Movement;
use crate::subscription::resolved::{MONTH, Resolved};
use crate::subscription::statistics::{Counts, Month, Statistics};

pub(super) const CENTS_PER_DOLLAR: f64 = 100.0;

pub(super) struct View<'a> {
    pub(super) sums: &'a Statistics,
    pub(super) counts: &'a Counts,
    pub(super) plan: &'a Resolved,
    /// Months that count.
    pub(super) months: f64,
    /// Whole months after the warm-up.
    pub(super) counted: &'a [Month],
    /// The movements of MRR in these months.
    pub(super) moved: Moved,
    pub(super) curve: Curve,
    /// The fit to renewals, if it is better than a constant risk.
    pub(super) fitted: Option<Fitted>,
}

impl<'a> View<'a> {
    pub(super) fn new(sums: &'a Statistics, subscription: &'a Subscription) -> Self {
        let plan = &subscription.plan;
        let is_counted = |index: usize| index as f64 * MONTH >= plan.horizon.warm_up - 1e-6;
        let first = (0..sums.months.len()).find(|&index| is_counted(index)).unwrap_or(sums.months.len());
        let counted = &sums.months[first..];
        let counts = &sums.counts;
        let curve = Curve::new(counts);
        // By Akaike's criterion the second parameter must raise the log-likelihood by 1.
        let tells = |fitted: &Fitted| {
            Fitted::has_maximum(&counts.due, &counts.left) && fitted.gain(&counts.due, &counts.left) > 1.0
        };
        View {
            sums,
            counts,
            plan,
            months: plan.horizon.counted_total() / MONTH,
            counted,
            moved: Moved::of(counted),
            fitted: curve.fitted.filter(tells),
            curve,
        }
    }

    /// A count per month.
    pub(super) fn monthly(&self, count: u64) -> Option<f64> {
        ratio(count as f64, self.months)
    }

    /// MRR that movements of one kind have moved, in dollars a month.
    pub(super) fn moved(&self, movement: Movement) -> Option<f64> {
        let [now, before] = [self.sums.movements.totals(), self.sums.moved_before];
        ratio(dollars(now[movement as usize] - before[movement as usize]), self.months)
    }

    /// What accounts of the books have gained together, in dollars.
    pub(super) fn gained(&self, accounts: &[Account]) -> Option<f64> {
        self.sums.books.gained_by(accounts).map(dollars)
    }

    /// The same in a month.
    pub(super) fn gained_monthly(&self, accounts: &[Account]) -> Option<f64> {
        ratio(self.gained(accounts)?, self.months)
    }
}
