//! What is paid, to whom, and what makes sellers and pairs leave.

use bazaar_numerics::variates::exp;

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
    // Earnings are zero, and their average soon is: e / o = 0, so the rate is h0 exp(kappa).
    let nothing_earned = quits(1.0, 0.5 * exp(-1.0));
    assert!((nothing_earned - 1_200.0).abs() < 3.9 * 35.0, "{nothing_earned}");
}

/// No seller earns anything: average earnings fade from what could be earned elsewhere, and the hazard rises to
/// h0 exp(kappa (1 - exp(-t / memory))). The share of 20,000 sellers that is left after a month is then known to
/// within .0035: error probability below 1e-4 at .014.
#[test]
fn the_hazard_follows_earnings_as_they_fade() {
    for kappa in [0.5_f64, 3.0, 8.0, 20.0] {
        let mut market = everybody_in(0, 20_000);
        market.sellers.innovation = Quantity::ZERO;
        market.sellers.imitation = Quantity::ZERO;
        // So that about half of them leave.
        let (memory, rate) = (2.0 * MONTH, 0.7 / MONTH * exp(-0.35 * kappa));
        market.churn.rate = quantity(rate);
        market.churn.kappa = kappa;
        market.churn.memory = quantity(memory);
        let steps = 10_000;
        let hours = MONTH / f64::from(steps);
        let hazard = |step: i32| rate * exp(kappa * (1.0 - exp(-(f64::from(step) + 0.5) * hours / memory)));
        let left = exp(-(0..steps).map(hazard).sum::<f64>() * hours);
        let sums = run(&market, MONTH, 5);
        let found = f64::from(sums.cities[0].members[1]) / 20_000.0;
        assert!(
            left > 0.1 && left < 0.9 && (found - left).abs() < 0.014,
            "kappa {kappa}: {found}, not {left}"
        );
    }
}

#[test]
fn a_strong_effect_of_earnings_costs_few_candidates() {
    let mut market = everybody_in(2_000, 100);
    market.sellers.innovation = quantity(0.01);
    market.churn.rate = quantity(0.02 / MONTH);
    market.churn.elsewhere = dollars(1_000);
    let events = |market: &Parameters| run(market, 6.0 * MONTH, 1).events;
    let weak = events(&market);
    market.churn.kappa = 20.0;
    // Candidates at the highest rate of all would be 10^7 times as many as sellers who leave.
    assert!(events(&market) < 2 * weak, "{} {weak}", events(&market));
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

/// Liquidity and observed leakage, of some 40,000 requests, half of which are repeats: known to within .005.
fn hiring_and_leaking(weight: f64, quality: f64) -> [f64; 2] {
    let mut market = everybody_in(2_000, 200);
    market.requests.loyalty = quantity(1.0);
    market.requests.patience = Distribution::Exponential { mean: Quantity::hours(2) };
    market.take_rate.sellers = quantity(0.2);
    market.leakage.cost_up_to = Some(dollars(30));
    market.ratings.hesitation = quantity(0.5);
    market.ratings.trust = quantity(weight);
    market.ratings.quality = quantity(quality);
    market.ratings.alike = 1e6;
    let seen = observe(&market, 12.0 * MONTH, 1);
    ["liquidity", "leakage_observed"].map(|metric| value(&seen, metric).unwrap())
}

/// Error probability below 1e-4: each rises by more than five standard deviations of a difference.
#[test]
fn trust_raises_hiring_and_leakage_together() {
    let both_rise = |from: [f64; 2], to: [f64; 2]| {
        assert!(to[0] > from[0] + 0.025 && to[1] > from[1] + 0.025, "{from:?} {to:?}");
    };
    // The more it counts, and the better deserved it is.
    both_rise(hiring_and_leaking(0.0, 0.9), hiring_and_leaking(0.4, 0.9));
    both_rise(hiring_and_leaking(0.4, 0.9), hiring_and_leaking(0.8, 0.9));
    both_rise(hiring_and_leaking(0.8, 0.5), hiring_and_leaking(0.8, 0.95));
}

#[test]
fn who_never_hesitates_hires_whomever_he_finds() {
    let mut market = everybody_in(500, 50);
    market.search.radius = quantity(20.0);
    market.requests.patience = Distribution::Deterministic(quantity(1e6));
    let hesitant = |hesitation: f64, trust: f64| {
        market.ratings.hesitation = quantity(hesitation);
        market.ratings.trust = quantity(trust);
        run(&market, 3.0 * MONTH, 1).counts
    };
    let mut hesitant = hesitant;
    let counts = hesitant(0.0, 0.0);
    assert_eq!(hesitant(0.0, 1.0), counts, "without leakage there is nothing else that trust could do");
    assert!(hesitant(1.0, 0.0).matched == 0 && counts.matched > 1_000);
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
