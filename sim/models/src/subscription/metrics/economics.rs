//! What a customer costs and brings, and what that means for cash.

use super::{View, dollars, ratio};
use crate::subscription::Subscription;
use crate::subscription::cause::Change;
use crate::subscription::money::Account;
use crate::subscription::parameters::{FirstMargin, FreeAccounts};
use crate::subscription::plan::{MONTH, cents};
use crate::subscription::sums::Sums;

/// The part of revenue that is left after serving those who pay.
pub(super) fn gross_margin(sums: &Sums, subscription: &Subscription) -> Option<f64> {
    let revenue = sums.books.gained_by(&Account::INCOME)?;
    let mut cost = sums.books.gained_by(&[Account::ServingPaying, Account::PaymentFees])?;
    if subscription.plan.parameters.kpi.free_accounts_are == FreeAccounts::Margin {
        cost += sums.books.gained(Account::ServingFree)?;
    }
    ratio((revenue - cost) as f64, revenue as f64)
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
    let margin = view.margin();
    let churn = view.customer_churn;
    let of_churn = |churn: Option<f64>| margin.zip(churn).and_then(|(margin, churn)| ratio(margin, churn));
    let ltv = of_churn(churn);
    let first_churn =
        counts.due.first().zip(counts.left.first()).and_then(|(due, left)| super::share(*left, *due));
    let term = view.curve.term;
    let of_new = of_churn(first_churn).zip(term).map(|(ltv, term)| ltv * term);
    let discounted = margin.zip(churn).and_then(|(margin, churn)| {
        let (rate, stays) = (kpi.discount.canonical(), 1.0 - churn);
        let first = match kpi.first_margin {
            FirstMargin::Month0 => 1.0 + rate,
            FirstMargin::Month1 => stays,
        };
        ratio(margin * first, 1.0 + rate - stays)
    });
    let ahead = kpi.ltv_horizon.canonical() / MONTH;
    let fitted = margin.and_then(|margin| view.curve.fitted_value(margin, ahead, plan.discount * MONTH));
    let followed = counts.followed as f64;
    let realised = view
        .gross_margin
        .and_then(|gross_margin| ratio(counts.recurring_by_new / super::CENTS * gross_margin, followed));
    vec![
        view.gross_margin,
        cac,
        cac.zip(margin).and_then(|(cac, margin)| ratio(cac, margin)),
        cac.zip(margin.filter(|&margin| margin > 0.0))
            .and_then(|(cac, margin)| view.curve.payback(margin, cac)),
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
