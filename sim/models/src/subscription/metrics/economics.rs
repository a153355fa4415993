//! What a customer costs and brings, and what that means for cash.

use super::{View, dollars, ratio};
use crate::subscription::Subscription;
use crate::subscription::cause::Change;
use crate::subscription::money::Account;
use crate::subscription::parameters::{FirstMargin, FreeAccounts, Pausing};
use crate::subscription::plan::{MONTH, cents};
use crate::subscription::sums::Sums;

/// The part of revenue that is left after serving those who pay.
pub(super) fn gross_margin(sums: &Sums, subscription: &Subscription) -> Option<f64> {
    let revenue = sums.books.gained_by(&Account::INCOME)?;
    let fees = sums.books.gained_by(&[Account::PaymentFees, Account::ChargeBacks])?;
    let cost = cost_of_serving(sums, subscription)? + fees;
    ratio((revenue - cost) as f64, revenue as f64)
}

/// What serving those who pay has cost, in cents, with free accounts if they are part of the margin.
fn cost_of_serving(sums: &Sums, subscription: &Subscription) -> Option<i64> {
    let mut cost = sums.books.gained(Account::ServingPaying)?;
    if subscription.plan.parameters.kpi.free_accounts_are == FreeAccounts::Margin {
        cost += sums.books.gained(Account::ServingFree)?;
    }
    Some(cost)
}

/// What a customer leaves, of all that the gross margin counts, in dollars. What payments cost falls on all of them, what
/// serving costs on those that go on, since a set-up is paid once however long a customer stays.
struct Margins {
    /// In a month: of recurring revenue and of uses.
    monthly: f64,
    /// Once, at the beginning: of set-ups.
    once: f64,
}

impl Margins {
    fn of(view: &View<'_>) -> Option<Self> {
        let books = &view.sums.books;
        let counts = &view.sums.counts;
        let revenue = books.gained_by(&Account::INCOME)?;
        let set_ups = books.gained(Account::SetUps)?;
        let fees = books.gained_by(&[Account::PaymentFees, Account::ChargeBacks])?;
        let kept = ratio((revenue - fees) as f64, revenue as f64)?;
        let serving = cost_of_serving(view.sums, view.subscription)? as f64;
        let served = ratio(serving, (revenue - set_ups) as f64)?;
        let uses = ratio(dollars(books.gained(Account::Uses)?), counts.customer_hours / MONTH)?;
        let set_up = ratio(dollars(set_ups), counts.followed as f64).unwrap_or(0.0);
        Some(Margins { monthly: (view.arpa? + uses) * (kept - served), once: set_up * kept })
    }
}

/// Which share of those who stop paying pays again: all of them; and those who are not acquired anew by that, so that what
/// they pay is part of what they were worth from the first.
fn won_back(view: &View<'_>) -> [Option<f64>; 2] {
    let kpi = &view.subscription.plan.parameters.kpi;
    let of = |change| view.sums.changes.of(change);
    let (resumed, paused) = match kpi.pausing_is {
        Pausing::Churn => (of(Change::Resumption), of(Change::Pause)),
        Pausing::Contraction => (0, 0),
    };
    let (back, left) = (of(Change::Reactivation), of(Change::Churn) + paused);
    let unpaid = if kpi.cac_with_reactivated { 0 } else { back };
    [super::share(back + resumed, left), super::share(unpaid + resumed, left)]
}

/// What was spent on sales and marketing, in dollars, as the cost of acquisition counts it.
fn spend(view: &View<'_>) -> Option<f64> {
    let books = &view.sums.books;
    let mut spend = books.gained_by(&Account::SPEND)?;
    if view.subscription.plan.parameters.kpi.free_accounts_are == FreeAccounts::Marketing {
        spend += books.gained(Account::ServingFree)?;
    }
    Some(dollars(spend))
}

pub(super) fn values(view: &View<'_>) -> Vec<Option<f64>> {
    let plan = &view.subscription.plan;
    let kpi = &plan.parameters.kpi;
    let counts = &view.sums.counts;
    let new = counts.new_customers as f64;
    let back = view.sums.changes.of(Change::Reactivation);
    let acquired = if kpi.cac_with_reactivated { new + back as f64 } else { new };
    let cac = spend(view).and_then(|spend| ratio(spend, acquired));
    let margins = Margins::of(view);
    let [won_back, returns] = won_back(view);
    let returns = returns.unwrap_or(0.0);
    // Whoever comes back is not lost: times as a customer follow one another, 1 / (1 - returns) of them on average.
    let times = ratio(1.0, 1.0 - returns);
    let churn = view.customer_churn.map(|churn| churn * (1.0 - returns));
    let of_churn = |churn: Option<f64>| {
        margins.as_ref().zip(churn).and_then(|(of, churn)| Some(of.once + ratio(of.monthly, churn)?))
    };
    let ltv = of_churn(churn);
    let first_churn =
        counts.due.first().zip(counts.left.first()).and_then(|(due, left)| super::share(*left, *due));
    let term = view.curve.term;
    let of_new = of_churn(first_churn.zip(term).map(|(churn, term)| churn * (1.0 - returns) / term));
    let discounted = margins.as_ref().zip(churn).and_then(|(of, churn)| {
        let (rate, stays) = (kpi.discount.canonical(), 1.0 - churn);
        let first = match kpi.first_margin {
            FirstMargin::Month0 => 1.0 + rate,
            FirstMargin::Month1 => stays,
        };
        Some(of.once + ratio(of.monthly * first, 1.0 + rate - stays)?)
    });
    let ahead = kpi.ltv_horizon.canonical() / MONTH;
    let fitted = margins.as_ref().zip(times).and_then(|(of, times)| {
        Some(of.once + times * view.curve.fitted_value(of.monthly, ahead, plan.discount * MONTH)?)
    });
    let followed = counts.followed as f64;
    let realised = view
        .gross_margin
        .and_then(|gross_margin| ratio(counts.discounted_by_new / super::CENTS * gross_margin, followed));
    let open = cac.zip(margins.as_ref()).filter(|(_, of)| of.monthly > 0.0);
    let open = open.map(|(cac, of)| ((cac - of.once).max(0.0), of.monthly));
    vec![
        view.gross_margin,
        cac,
        open.map(|(cost, monthly)| cost / monthly),
        open.and_then(|(cost, monthly)| view.curve.payback(monthly, cost)),
        won_back,
        ltv,
        discounted,
        of_new,
        fitted,
        realised,
        ltv.zip(cac).and_then(|(ltv, cac)| ratio(ltv, cac)),
        ratio(dollars(counts.paid_by_new), followed),
    ]
}

pub(super) fn money(view: &View<'_>) -> Vec<Option<f64>> {
    let books = &view.sums.books;
    let gained = |accounts: &[Account]| books.gained_by(accounts).map(dollars);
    let monthly = |accounts: &[Account]| gained(accounts).and_then(|sum| ratio(sum, view.months));
    let revenue = gained(&Account::INCOME);
    let costs = gained(&[
        Account::ServingFree,
        Account::ServingPaying,
        Account::PaymentFees,
        Account::ChargeBacks,
        Account::Leads,
        Account::Marketing,
        Account::Sales,
        Account::Operations,
    ]);
    let funding = cents(view.subscription.plan.parameters.costs.funding);
    let (mut trough, mut when) = (funding, 0);
    for (month, at) in (1_u32..).zip(&view.sums.months) {
        if at.cash < trough {
            (trough, when) = (at.cash, month);
        }
    }
    vec![
        revenue,
        monthly(&[Account::ServingFree]),
        monthly(&[Account::ServingPaying]),
        monthly(&Account::SPEND),
        revenue.zip(costs).map(|(revenue, costs)| revenue - costs),
        books.are_complete().then(|| dollars(books.balance(Account::Cash))),
        books.are_complete().then(|| dollars(trough)),
        Some(f64::from(when)),
    ]
}
