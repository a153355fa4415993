//! Buyers without a contract.

use super::{MONTH, observe, on, priced, quantity, run, value};
use crate::subscription::money::Account;
use crate::subscription::parameters::{Offer, Repeat};

#[test]
fn every_purchase_is_paid_and_none_is_recurring() {
    let repeat = Repeat::BgNbd { r: 1.0, alpha: quantity(MONTH), a: 1.0, b: 3.0 };
    let sums = run(&on("shop", Offer { repeat: Some(repeat), ..priced(15) }, 1_000), 12.0 * MONTH, 1);
    let purchases = i64::try_from(1_000 + sums.counts.repeats).unwrap();
    assert!(purchases > 2_000);
    assert_eq!(sums.books.balance(Account::Purchases), purchases * 1_500);
    assert_eq!((sums.movements.mrr(), sums.counts.new_customers), (0, 0));
    assert_eq!(sums.census.buying + sums.buyers_gone, 1_000);
}

/// A share (beta / (beta + t))^s of buyers is left; of 20,000 the standard deviation is .0035.
#[test]
fn buyers_are_gone_as_pareto_says() {
    let repeat = Repeat::ParetoNbd { r: 0.5, alpha: quantity(MONTH), s: 1.0, beta: quantity(6.0 * MONTH) };
    let business = on("shop", Offer { repeat: Some(repeat), ..priced(15) }, 20_000);
    let alive = value(&observe(&business, 6.0 * MONTH, 1), "buyers_alive").unwrap();
    assert!((alive - 0.5).abs() < 3.9 * 0.0036, "{alive}");
}
