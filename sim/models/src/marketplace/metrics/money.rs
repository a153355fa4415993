//! Money, leakage, and what becomes of sellers.

use super::ratio;
use crate::marketplace::Marketplace;
use crate::marketplace::money::Account;
use crate::marketplace::people::Role;
use crate::marketplace::plan::MONTH;
use crate::marketplace::sums::Sums;

const CENTS_PER_DOLLAR: f64 = 100.0;
const MONTHS_PER_YEAR: f64 = 12.0;

pub(super) fn dollars(cents: i64) -> f64 {
    cents as f64 / CENTS_PER_DOLLAR
}

pub(super) fn values(sums: &Sums) -> [Option<f64>; 11] {
    let (books, counts) = (&sums.books, &sums.counts);
    let total = |account: Account| books.total(account).map(dollars);
    let fees = total(Account::BuyerFees).zip(total(Account::SellerFees)).map(|(one, other)| one + other);
    let repeats = (counts.repeats + counts.leaked) as f64;
    // Whoever has left the platform does jobs that it does not complete.
    let jobs = (counts.completed + counts.leaked) as f64;
    let acquisition = |role: Role| {
        let spent = total(Account::acquisition(role))?;
        ratio(spent, counts.joins[role.index()] as f64)
    };
    [
        total(Account::Payments).zip(total(Account::BuyerFees)).map(|(paid, fees)| paid - fees),
        fees,
        fees.and_then(|fees| ratio(fees, counts.completed as f64)),
        total(Account::Memberships),
        books.profit().map(|cents| cents as f64 / CENTS_PER_DOLLAR),
        ratio(repeats, jobs),
        ratio(counts.leaked as f64, repeats),
        ratio(counts.withdrawn as f64, counts.offered as f64),
        ratio(dollars(counts.repeat_fees), counts.offered as f64),
        acquisition(Role::Buyer),
        acquisition(Role::Seller),
    ]
}

/// What becomes of sellers.
pub(super) fn sellers(sums: &Sums, marketplace: &Marketplace, time: f64) -> [Option<f64>; 3] {
    let members = sums.members[Role::Seller.index()].mean(marketplace.plan.horizon.end);
    let years = time / MONTH / MONTHS_PER_YEAR;
    [
        sums.first_jobs.quantile(0.5),
        members.and_then(|members| ratio(sums.counts.quits as f64, members * years)),
        ratio(sums.paid_squared, sums.paid * sums.paid),
    ]
}
