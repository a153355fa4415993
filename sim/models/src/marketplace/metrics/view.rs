//! The view of the statistics from which metrics are computed.

use crate::books::dollars;
use crate::marketplace::Marketplace;
use crate::marketplace::money::Account;
use crate::marketplace::people::Role;
use crate::marketplace::resolved::MONTH;
use crate::marketplace::statistics::Statistics;
use crate::metrics::ratio;

pub(super) struct View<'a> {
    pub(super) sums: &'a Statistics,
    pub(super) marketplace: &'a Marketplace,
    /// Months that count.
    pub(super) months: f64,
    /// Where the run ends.
    pub(super) end: f64,
}

impl<'a> View<'a> {
    pub(super) fn new(sums: &'a Statistics, marketplace: &'a Marketplace) -> Self {
        let horizon = &marketplace.plan.horizon;
        View { sums, marketplace, months: horizon.counted_total() / MONTH, end: horizon.end }
    }

    /// How many in a month.
    pub(super) fn monthly(&self, count: u64) -> Option<f64> {
        ratio(count as f64, self.months)
    }

    /// Of a side's potential.
    pub(super) fn of_potential(&self, number: f64, role: Role) -> Option<f64> {
        ratio(number, f64::from(self.marketplace.plan.side(role).potential))
    }

    /// The share of a side's potential that is in at the end.
    pub(super) fn participation(&self, role: Role) -> Option<f64> {
        let members = self.sums.cities.iter().map(|city| f64::from(city.members[role.index()]));
        self.of_potential(members.sum(), role)
    }

    /// Whether shares of both sides, where there are any, reach the launch threshold: 1 or 0.
    pub(super) fn is_launched(&self, shares: [Option<f64>; 2]) -> f64 {
        let threshold = self.marketplace.plan.parameters.launch_threshold.canonical();
        f64::from(u8::from(shares.iter().flatten().all(|&share| share >= threshold)))
    }

    /// The time average of the members of a side.
    pub(super) fn members(&self, role: Role) -> Option<f64> {
        self.sums.members[role.index()].mean(self.end)
    }

    /// All that has moved through an account, in dollars.
    pub(super) fn total(&self, account: Account) -> Option<f64> {
        self.sums.books.total(account).map(dollars)
    }

    /// The cost of acquiring a member of a side.
    pub(super) fn acquisition(&self, role: Role) -> Option<f64> {
        ratio(self.total(Account::acquisition(role))?, self.sums.counts.joins[role.index()] as f64)
    }

    /// A distance, where there is space.
    pub(super) fn distance(&self, value: Option<f64>) -> Option<f64> {
        value.filter(|_| self.sums.distances.max().is_some_and(|longest| longest > 0.0))
    }
}
