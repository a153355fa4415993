//! Unit economics and cash: what a customer costs and brings.

use super::view::{CENTS_PER_DOLLAR, View};
use crate::books::dollars;
use crate::metrics::{ratio, share};
use crate::subscription::cause::Change;
use crate::subscription::money::Account;
use crate::subscription::parameters::{FirstMargin, FreeAccounts, Pausing};
use crate::subscription::resolved::{MONTH, cents};

/// Margins of a customer, of all that the gross margin includes, in dollars. Payment fees are spread over all
/// revenue, costs of serving over recurring revenue, since a set-up is paid once however long a customer
/// stays.
struct Margins {
    /// In a month: of recurring revenue and of uses.
    monthly: f64,
    /// Once, at the beginning: of set-ups.
    once: f64,
}

impl View<'_> {
    /// The part of revenue that is left after serving those who pay.
    pub(super) fn gross_margin(&self) -> Option<f64> {
        let books = &self.sums.books;
        let revenue = books.gained_by(&Account::INCOME)?;
        let fees = books.gained_by(&[Account::PaymentFees, Account::ChargeBacks])?;
        let cost = self.cost_of_serving()? + fees;
        ratio((revenue - cost) as f64, revenue as f64)
    }

    /// The cost of serving paying accounts, in cents, with free accounts if they are part of the margin.
    fn cost_of_serving(&self) -> Option<i64> {
        let mut cost = self.sums.books.gained(Account::ServingPaying)?;
        if self.plan.parameters.kpi.free_accounts_are == FreeAccounts::Margin {
            cost += self.sums.books.gained(Account::ServingFree)?;
        }
        Some(cost)
    }

    fn margins(&self) -> Option<Margins> {
        let books = &self.sums.books;
        let revenue = books.gained_by(&Account::INCOME)?;
        let set_ups = books.gained(Account::SetUps)?;
        let fees = books.gained_by(&[Account::PaymentFees, Account::ChargeBacks])?;
        let kept = ratio((revenue - fees) as f64, revenue as f64)?;
        let served = ratio(self.cost_of_serving()? as f64, (revenue - set_ups) as f64)?;
        let uses = ratio(dollars(books.gained(Account::Uses)?), self.counts.customer_hours / MONTH)?;
        let set_up = ratio(dollars(set_ups), self.counts.followed as f64).unwrap_or(0.0);
        Some(Margins { monthly: (self.arpa()? + uses) * (kept - served), once: set_up * kept })
    }

    /// MRR for each customer, in dollars a month.
    pub(super) fn arpa(&self) -> Option<f64> {
        ratio(self.counts.mrr_hours / CENTS_PER_DOLLAR, self.counts.customer_hours)
    }

    /// The share of churned customers that pay again.
    pub(super) fn won_back(&self) -> Option<f64> {
        self.paying_again(self.sums.changes.of(Change::Reactivation))
    }

    /// The same for customers whose return is no new acquisition, so that their later payments are part of
    /// their first lifetime value.
    fn returns(&self) -> f64 {
        let anew = self.plan.parameters.kpi.cac_with_reactivated;
        let back = if anew { 0 } else { self.sums.changes.of(Change::Reactivation) };
        self.paying_again(back).unwrap_or(0.0)
    }

    fn paying_again(&self, back: u64) -> Option<f64> {
        let of = |change| self.sums.changes.of(change);
        let (resumed, paused) = match self.plan.parameters.kpi.pausing_is {
            Pausing::Churn => (of(Change::Resumption), of(Change::Pause)),
            Pausing::Contraction => (0, 0),
        };
        share(back + resumed, of(Change::Churn) + paused)
    }

    /// What was spent on sales and marketing for each customer acquired, in dollars.
    pub(super) fn cac(&self) -> Option<f64> {
        let kpi = &self.plan.parameters.kpi;
        let mut spend = self.sums.books.gained_by(&Account::SPEND)?;
        if kpi.free_accounts_are == FreeAccounts::Marketing {
            spend += self.sums.books.gained(Account::ServingFree)?;
        }
        let back = if kpi.cac_with_reactivated { self.sums.changes.of(Change::Reactivation) } else { 0 };
        ratio(dollars(spend), (self.counts.new_customers + back) as f64)
    }

    /// The cost that monthly margins have to recover, and a monthly margin.
    pub(super) fn open(&self) -> Option<(f64, f64)> {
        let Margins { monthly, once } = self.margins().filter(|of| of.monthly > 0.0)?;
        Some(((self.cac()? - once).max(0.0), monthly))
    }

    /// The customers lost in a month, less those who come back.
    pub(super) fn lost_for_good(&self, churn: f64) -> f64 {
        churn * (1.0 - self.returns())
    }

    /// The lifetime value of a customer at this churn.
    pub(super) fn worth(&self, churn: f64) -> Option<f64> {
        let of = self.margins()?;
        Some(of.once + ratio(of.monthly, churn)?)
    }

    /// The same, discounted.
    pub(super) fn discounted_worth(&self, churn: f64) -> Option<f64> {
        let kpi = &self.plan.parameters.kpi;
        let (of, rate, stays) = (self.margins()?, kpi.discount.canonical(), 1.0 - churn);
        let first = match kpi.first_margin {
            FirstMargin::Month0 => 1.0 + rate,
            FirstMargin::Month1 => stays,
        };
        Some(of.once + ratio(of.monthly * first, 1.0 + rate - stays)?)
    }

    /// The lifetime value of a customer under the fitted survival.
    pub(super) fn fitted_worth(&self) -> Option<f64> {
        let of = self.margins()?;
        // A customer who comes back is not lost: there are 1 / (1 - returns) times as a customer on average.
        let times = ratio(1.0, 1.0 - self.returns())?;
        let ahead = self.plan.parameters.kpi.ltv_horizon.canonical() / MONTH;
        Some(of.once + times * self.curve.fitted_value(of.monthly, ahead, self.plan.discount * MONTH)?)
    }

    /// The least cash at the end of a month, in dollars, and when that was.
    pub(super) fn trough(&self) -> (f64, u32) {
        let start = (cents(self.plan.parameters.costs.funding), 0);
        let months = (1..).zip(&self.sums.months).map(|(month, at)| (at.cash, month));
        let (cash, month) = months.fold(start, |least, next| if next.0 < least.0 { next } else { least });
        (dollars(cash), month)
    }
}
