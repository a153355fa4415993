//! What is paid, to whom, and what makes sellers and pairs leave.

use bazaar_engine::variates::exp;

use super::{MONTH, dollars, everybody_in, observe, quantity, run, value};
use crate::distribution::Distribution;
use crate::marketplace::money::{Account, Bill};
use crate::marketplace::parameters::{Parameters, Price};
use crate::quantity::Quantity;

fn total(parameters: &Parameters, account: Account) -> i64 {
    run(parameters, 3.0 * MONTH, 1).books.total(account).unwrap()
}

#[test]
fn a_bill_is_divided_without_losing_a_cent() {
    let bill = Bill::new(9_999, 0.05, 0.15).unwrap();
    assert_eq!((bill.buyer_fee, bill.seller_fee, bill.paid(), bill.payout()), (500, 1_500, 10_499, 8_499));
    let refunded = bill.refunding(0.5).unwrap();
    assert_eq!((refunded.refund, refunded.payout()), (5_000, 3_499));
    let all = bill.refunding(1.0).unwrap();
    assert_eq!((all.refund, all.payout()), (8_499, 0), "the platform keeps its fee");
}

#[test]
fn members_pay_and_are_paid_at_the_end_of_each_month() {
    let mut market = everybody_in(70, 3);
    market.requests.rate = quantity(0.0);
    market.buyers.price = dollars(2);
    market.sellers.subsidy = dollars(10);
    market.costs.monthly = dollars(5);
    market.costs.per_member = dollars(1);
    assert_eq!(total(&market, Account::Memberships), 3 * 70 * 200);
    assert_eq!(total(&market, Account::Subsidies), 3 * 3 * 1_000);
    assert_eq!(total(&market, Account::Operations), 3 * (500 + 73 * 100));
    let net = value(&observe(&market, 3.0 * MONTH, 1), "net_revenue").unwrap();
    assert_eq!(net, 3.0 * (140.0 - 30.0 - 5.0 - 73.0));
    market.launch.subsidies_end = Some(quantity(1.5 * MONTH));
    assert_eq!(total(&market, Account::Subsidies), 3 * 1_000);
}

#[test]
fn a_posted_price_is_what_every_job_costs() {
    let mut market = everybody_in(500, 50);
    market.service.price = Price::Posted(dollars(80));
    market.take_rate.buyers = quantity(0.1);
    market.costs.per_job = dollars(2);
    market.regulation.from = Some(Quantity::ZERO);
    market.regulation.per_job = dollars(3);
    let sums = run(&market, 3.0 * MONTH, 1);
    let jobs = i64::try_from(sums.counts.completed).unwrap();
    assert!(jobs > 1_000);
    let of = |account: Account| sums.books.total(account).unwrap();
    assert_eq!(of(Account::Payments), jobs * 8_800);
    assert_eq!((of(Account::BuyerFees), of(Account::SellerFees)), (jobs * 800, jobs * 1_200));
    assert_eq!((of(Account::Operations), of(Account::Compliance)), (jobs * 200, jobs * 300));
}

#[test]
fn a_ban_ends_requests() {
    let mut market = everybody_in(500, 50);
    market.regulation.from = Some(quantity(MONTH));
    market.regulation.ban = true;
    let banned = run(&market, 3.0 * MONTH, 1).counts.asked;
    assert_eq!(banned, run(&market, MONTH, 1).counts.asked);
}

#[test]
fn a_budget_buys_so_many_joiners_and_no_more() {
    let mut market = everybody_in(1_000, 0);
    market.participation = crate::marketplace::Participation::Network;
    market.buyers.aware = Quantity::ZERO;
    market.buyers.innovation = Quantity::ZERO;
    market.buyers.reconsider = Quantity::ZERO;
    market.launch.budget = dollars(1_000);
    market.launch.to_sellers = Quantity::ZERO;
    market.launch.buyer_costs = dollars(7);
    let sums = run(&market, 6.0 * MONTH, 1);
    assert_eq!(sums.counts.joins, [142, 0], "1000 over 7, rounded down");
    assert_eq!(sums.books.total(Account::BuyerAcquisition), Some(99_400));
    assert_eq!(value(&observe(&market, 6.0 * MONTH, 1), "cac_buyers"), Some(7.0));
}

/// Without kappa the hazard is constant: 200 sellers at .5 a month for a year give 1200, give or take 35.
#[test]
fn sellers_leave_at_the_rate_that_is_asked_for() {
    let quits = |kappa: f64, rate: f64| {
        let mut market = everybody_in(0, 200);
        // Newcomers must hear of it at once, or the side would empty.
        market.sellers.innovation = quantity(100.0);
        market.churn.rate = quantity(rate / MONTH);
        market.churn.kappa = kappa;
        market.churn.memory = quantity(1e-3);
        run(&market, 12.0 * MONTH, 3).counts.quits as f64
    };
    let constant = quits(0.0, 0.5);
    assert!((constant - 1_200.0).abs() < 3.9 * 35.0, "{constant}");
    // Nobody earns anything, and is soon aware of it: e / o = 0, so the rate is h0 exp(kappa).
    let nothing_earned = quits(1.0, 0.5 * exp(-1.0));
    assert!((nothing_earned - 1_200.0).abs() < 3.9 * 35.0, "{nothing_earned}");
}

#[test]
fn those_who_earn_more_stay_longer() {
    let churn = |elsewhere: u64| {
        let mut market = everybody_in(2_000, 100);
        market.sellers.innovation = quantity(0.01);
        market.churn.rate = quantity(0.1 / MONTH);
        market.churn.kappa = 2.0;
        market.churn.elsewhere = dollars(elsewhere);
        value(&observe(&market, 12.0 * MONTH, 1), "provider_churn").unwrap()
    };
    let (well_paid, badly_paid) = (churn(500), churn(8_000));
    assert!(well_paid < 0.5 * badly_paid, "{well_paid} {badly_paid}");
}

#[test]
fn trust_raises_hiring_and_leakage_together() {
    let with = |weight: f64, quality: f64| {
        let mut market = everybody_in(2_000, 200);
        market.requests.loyalty = quantity(1.0);
        market.requests.patience = Distribution::Exponential { mean: Quantity::hours(2) };
        market.take_rate.sellers = quantity(0.2);
        market.leakage.cost_up_to = Some(dollars(30));
        market.ratings.trust = quantity(weight);
        market.ratings.quality = quantity(quality);
        market.ratings.alike = 1e6;
        let seen = observe(&market, 12.0 * MONTH, 1);
        (value(&seen, "liquidity").unwrap(), value(&seen, "leakage_observed").unwrap())
    };
    let (good, bad) = (with(0.5, 0.95), with(0.5, 0.55));
    assert!(good.0 > bad.0 && good.1 > bad.1, "{good:?} {bad:?}");
    assert!(with(0.0, 0.95).1 < good.1);
}

#[test]
fn who_is_new_waits_longer_where_buyers_choose_by_rating() {
    let first_job = |choices: u32| {
        let mut market = everybody_in(1_000, 300);
        market.search.choices = choices;
        market.search.radius = quantity(20.0);
        market.requests.loyalty = Quantity::ZERO;
        market.sellers.innovation = quantity(0.01);
        market.churn.rate = quantity(0.1 / MONTH);
        market.churn.kappa = 0.0;
        value(&observe(&market, 24.0 * MONTH, 1), "first_job_p50").unwrap()
    };
    let (nearest, best_of_eight) = (first_job(1), first_job(8));
    assert!(best_of_eight > 1.5 * nearest, "{nearest} {best_of_eight}");
}
