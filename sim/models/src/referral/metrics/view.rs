//! The view of both arms' statistics from which metrics are computed.

use crate::books::dollars;
use crate::metrics::{ratio, share};
use crate::referral::money::Account;
use crate::referral::resolved::Resolved;
use crate::referral::statistics::{ArmStatistics, Generation, Hires, Statistics};

pub(super) struct View<'a> {
    /// The arm with the programme, and the one without.
    pub(super) with: &'a ArmStatistics,
    pub(super) without: &'a ArmStatistics,
    pub(super) plan: &'a Resolved,
    /// All generations with the programme together.
    pub(super) everybody: Generation,
}

impl<'a> View<'a> {
    pub(super) fn new(sums: &'a Statistics, plan: &'a Resolved) -> Self {
        let [with, without] = &sums.arms;
        View { with, without, plan, everybody: with.everybody() }
    }

    /// All that has moved through an account with the programme, in dollars.
    pub(super) fn total(&self, account: Account) -> Option<f64> {
        self.with.books.total(account).map(dollars)
    }

    /// What was paid out and not recovered, in dollars.
    pub(super) fn paid(&self) -> Option<f64> {
        self.with.books.paid().map(dollars)
    }

    /// The share of this number in all trees with the programme.
    pub(super) fn of_trees(&self, trees: u64) -> Option<f64> {
        share(trees, self.with.trees.sizes.count())
    }

    /// The share of time for which jobs were filled in an arm.
    pub(super) fn filled(&self, arm: &ArmStatistics) -> Option<f64> {
        ratio(arm.filled, f64::from(self.plan.recruiting.jobs) * self.plan.horizon.end)
    }
}

/// The margin of an arm before hiring, in dollars. A reward that is promised is owed, also where it is paid
/// after the run.
pub(super) fn margin(arm: &ArmStatistics) -> Option<f64> {
    let before_hiring = arm.books.profit()? + i128::from(arm.books.total(Account::Hiring)?);
    i64::try_from(before_hiring).ok().map(dollars)
}

/// Hires of both kinds together.
pub(super) fn all_hires(arm: &ArmStatistics) -> Hires {
    let [market, referred] = arm.hires;
    Hires {
        applied: market.applied + referred.applied,
        hired: market.hired + referred.hired,
        judged: market.judged + referred.judged,
        retained: market.retained + referred.retained,
    }
}

impl Hires {
    /// The share that stayed, of those hired at least `retained_after` before the end.
    pub(super) fn retention(&self) -> Option<f64> {
        share(self.retained, self.judged)
    }
}
