//! What is attributed, what is incremental, and what it costs.

use super::ratio;
use crate::referral::money::Account;
use crate::referral::sums::ArmSums;

const CENTS_PER_DOLLAR: f64 = 100.0;

pub(super) fn dollars(cents: i64) -> f64 {
    cents as f64 / CENTS_PER_DOLLAR
}

pub(super) fn values(with: &ArmSums, without: &ArmSums) -> [Option<f64>; 17] {
    let attributed = with.attributed() as f64;
    let incremental = with.counts.customers as f64 - without.counts.customers as f64;
    let total = |account: Account| with.books.total(account).map(dollars);
    let paid = with.books.paid().map(dollars);
    let rewards = total(Account::Rewards);
    let taken_back =
        total(Account::TakenBack).zip(total(Account::Recovered)).map(|(before, after)| before + after);
    let over = |amount: Option<f64>, number: f64| amount.and_then(|amount| ratio(amount, number));
    let customers = with.counts.customers as f64;
    let costs = total(Account::Acquisition).zip(paid).map(|(acquisition, paid)| acquisition + paid);
    // A reward that is promised is owed, also where it is paid after the run.
    let margin = |arm: &ArmSums| {
        let before_hiring = arm.books.profit()? + i128::from(arm.books.total(Account::Hiring)?);
        i64::try_from(before_hiring).ok().map(dollars)
    };
    [
        Some(attributed),
        Some(incremental),
        (attributed > 0.0).then(|| 1.0 - incremental / attributed),
        ratio(with.counts.fakes as f64, attributed),
        total(Account::Revenue),
        total(Account::ChargeBacks),
        paid,
        paid.zip(total(Account::Revenue)).and_then(|(paid, revenue)| ratio(paid, revenue)),
        over(paid, attributed),
        over(costs, customers),
        over(paid, incremental),
        margin(with).zip(margin(without)).map(|(with, without)| with - without),
        rewards,
        taken_back.zip(rewards).and_then(|(taken_back, rewards)| ratio(taken_back, rewards)),
        total(Account::Expired).zip(rewards).and_then(|(expired, rewards)| ratio(expired, rewards)),
        ratio(with.counts.vested as f64, with.counts.due as f64),
        Some(without.counts.customers as f64),
    ]
}
