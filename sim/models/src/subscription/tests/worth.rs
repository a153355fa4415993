//! The worth of customers: retention, margins, and willingness to pay.

use std::collections::BTreeMap;

use bazaar_engine::stream::Squares;
use bazaar_engine::{Simulation, Streams};

use super::{MONTH, dollars, horizon, moved, observe, on, priced, quantity, value};
use crate::quantity::{Currency, Money, Quantity};
use crate::subscription::Subscription;
use crate::subscription::account::State;
use crate::subscription::business::Business;
use crate::subscription::parameters::{Feature, Offer, Risk};
use crate::subscription::resolved::Resolved;

/// Forty stay at $10; of forty others at $10 half leave after a month and half go to $30; twenty come later.
#[test]
fn retention_over_twelve_months_follows_those_who_were_there() {
    let mut business = on("small", priced(10), 80);
    business.plans.insert("large".to_owned(), priced(30));
    business.moves = vec![
        moved(1.5, 20, "outside", "small"),
        moved(2.5, 20, "small", "churned"),
        moved(3.5, 20, "small", "large"),
    ];
    let seen = observe(&business, 13.0 * MONTH, 1);
    // At month 1, 80 pay $10: $800. At month 13, 40 of them pay $10 and 20 pay $30.
    assert_eq!(value(&seen, "nrr_12_months"), Some(1_000.0 / 800.0));
    assert_eq!(value(&seen, "grr_12_months"), Some(600.0 / 800.0));
    for too_short in [0.5, 11.0, 11.9] {
        let seen = observe(&business, too_short * MONTH, 1);
        assert_eq!([value(&seen, "nrr_12_months"), value(&seen, "grr_12_months")], [None; 2], "{too_short}");
    }
    // From the opening on; and what is left of a thirteenth month is in neither.
    for months in [12.0, 12.01, 12.99] {
        let seen = observe(&business, months * MONTH, 1);
        assert_eq!(value(&seen, "nrr_12_months"), Some(1_000.0 / 800.0), "{months}");
    }
}

/// Ten of a hundred leave, and four of them come back: they count if reactivation does, and in no gross retention.
#[test]
fn whoever_left_and_came_back_is_retained_if_reactivation_counts() {
    let mut business = on("small", priced(10), 100);
    business.moves = vec![moved(2.5, 10, "small", "churned"), moved(4.5, 4, "churned", "small")];
    for (counts, net) in [(false, 0.90), (true, 0.94)] {
        business.kpi.nrr_with_reactivation = counts;
        let seen = observe(&business, 13.0 * MONTH, 1);
        assert_eq!(value(&seen, "nrr_12_months"), Some(net));
        assert_eq!(value(&seen, "grr_12_months"), Some(0.90));
    }
}

/// Of 20,000 customers 4 % leave each month: .96^12 are left, whatever the horizon, the warm-up, and who comes. Within 3.9
/// standard errors, sqrt(.613 x .387 / 20,000) = .0034; one draw in 10,000 lies outside.
#[test]
fn a_constant_churn_leaves_its_twelfth_power_after_twelve_months() {
    let mut business = on("monthly", priced(50), 20_000);
    business.renewal.risk = Risk::Constant(quantity(0.04));
    for months in [13.0, 14.5, 20.0] {
        let seen = observe(&business, months * MONTH, 1);
        for metric in ["nrr_12_months", "grr_12_months"] {
            let left = value(&seen, metric).unwrap();
            assert!((left - 0.612_71).abs() < 3.9 * 0.0047, "{months} {metric} {left}");
        }
    }
}

/// Customers pay a set-up of $200 once, $50 and 20 uses at 50 cents a month, less 5 % for the payment; serving one costs $10
/// a month. Who leaves with probability 10 % is worth 200 x .95 + (60 x .95 - 10) / .1. All pay what that says, too. The
/// mean stay of 20,000 is known to 3.9 x sqrt(.9) / .1 / sqrt(20,000) = .26 months, at $47.
#[test]
fn uses_and_set_ups_are_part_of_what_a_customer_is_worth() {
    let offer = Offer {
        set_up: dollars(200),
        per_use: BTreeMap::from([("uses".to_owned(), Money::new(50, Currency::Usd))]),
        ..priced(50)
    };
    let mut business = on("monthly", offer, 0);
    business.initial.clear();
    business.features = BTreeMap::from([("uses".to_owned(), Feature { mean: 20.0, shape: 100.0 })]);
    business.moves = vec![moved(0.5, 20_000, "outside", "monthly")];
    business.renewal.risk = Risk::Constant(quantity(0.1));
    business.costs.paying_account = dollars(10);
    business.costs.payments = quantity(0.05);
    let seen = observe(&business, 240.0 * MONTH, 1);
    for metric in ["ltv", "ltv_discounted", "ltv_realised", "revenue_per_customer"] {
        let due = if metric == "revenue_per_customer" { 800.0 } else { 660.0 };
        let found = value(&seen, metric).unwrap();
        assert!((found - due).abs() < 0.26 * 60.0, "{metric} {found}");
    }
    // After three months a set-up weighs three times as much in the revenue as after nine; it is worth the same.
    for months in [3.0, 9.0] {
        let ltv = value(&observe(&business, months * MONTH, 1), "ltv").unwrap();
        assert!((ltv - 660.0).abs() < 0.05 * 470.0, "{months} {ltv}");
    }
}

/// A set-up that is more than winning a customer costs has paid it back at once.
#[test]
fn a_set_up_pays_back_what_it_pays() {
    for (set_up, simple, weighted) in [(0, 12.0, 12.0), (250, 7.0, 7.0), (600, 0.0, 0.0), (900, 0.0, 0.0)] {
        let mut business = on("monthly", Offer { set_up: dollars(set_up), ..priced(50) }, 0);
        business.initial.clear();
        business.moves = vec![moved(0.5, 100, "outside", "monthly")];
        business.costs.marketing = dollars(6_000);
        let seen = observe(&business, 10.0 * MONTH, 1);
        assert_eq!(value(&seen, "cac"), Some(600.0));
        assert_eq!(value(&seen, "cac_payback"), Some(simple), "{set_up}");
        assert_eq!(value(&seen, "cac_payback_survival"), Some(weighted), "{set_up}");
    }
}

/// Of those who leave, 1 - exp(-1) come back, again and again: customers are there 1 / exp(-1) times as long. Where those who
/// come back are acquired anew, each time is worth no more than one.
#[test]
fn whoever_comes_back_is_worth_more() {
    let mut business = on("monthly", priced(50), 0);
    business.initial.clear();
    business.moves = vec![moved(0.5, 10_000, "outside", "monthly")];
    business.renewal.risk = Risk::Constant(quantity(0.1));
    business.renewal.win_back = quantity(1.0 / MONTH);
    business.renewal.win_back_for = Quantity::months(1);
    let once = 500.0;
    let seen = observe(&business, 240.0 * MONTH, 1);
    let won_back = value(&seen, "won_back").unwrap();
    // 10,000 / exp(-1) times a customer leaves; 3.9 standard errors.
    assert!((won_back - 0.632_12).abs() < 0.012, "{won_back}");
    for metric in ["ltv", "ltv_realised"] {
        let found = value(&seen, metric).unwrap();
        assert!((found / once - std::f64::consts::E).abs() < 0.11, "{metric} {found}");
    }
    business.kpi.cac_with_reactivated = true;
    let anew = value(&observe(&business, 240.0 * MONTH, 1), "ltv").unwrap();
    assert!((anew / once - 1.0).abs() < 0.03, "{anew}");
}

/// All accounts would take the plan at a low enough price, and half of them lie above the median.
#[test]
fn who_would_pay_less_declines() {
    let mut business = on("free", Offer::default(), 20_000);
    business.plans.get_mut("free").unwrap().upgrade = Some("paid".to_owned());
    business.changes.upgrade = quantity(1.0);
    business.prompts.even_at = 100.0;
    // The median of a log-normal of mean $20 and cv 1 is $20 / sqrt(2).
    business.willingness.mean = dollars(20);
    for (cents, share) in [(1_414, 0.5), (1, 1.0), (1_000_000, 0.0)] {
        let price = Money::new(cents, Currency::Usd);
        business.plans.insert("paid".to_owned(), Offer { price, ..Offer::default() });
        let seen = observe(&business, 0.5 * MONTH, 1);
        let customers = value(&seen, "customers").unwrap() / 20_000.0;
        // 3.9 standard errors of .0035.
        assert!((customers - share).abs() < 0.0138, "{cents} {customers}");
    }
}

/// At any price, no account pays more than its willingness.
#[test]
fn nobody_pays_more_than_the_willingness() {
    let mut business = on("free", Offer::default(), 3_000);
    business.plans.get_mut("free").unwrap().upgrade = Some("paid".to_owned());
    business.plans.insert("paid".to_owned(), Offer { per_seat: dollars(3), ..priced(8) });
    business.changes.upgrade = quantity(1.0 / MONTH);
    business.seats.mean = 4.0;
    business.seats.grow = quantity(0.1 / MONTH);
    business.seats.shrink = quantity(0.05 / MONTH);
    business.willingness.mean = dollars(30);
    let plan = Resolved::new(&business, horizon(24.0 * MONTH)).unwrap();
    let streams = Streams::<Squares>::new(1).replication(0).component(Subscription::NAME);
    let mut simulation = Simulation::new(Business::new(&plan, streams));
    simulation.run_until(24.0 * MONTH).unwrap();
    let accounts = simulation.component().accounts.places();
    let paying = accounts.filter(|account| account.state == State::Paying);
    let mut number = 0;
    for account in paying {
        number += 1;
        let most = account.would_pay(account.seats);
        assert!(account.mrr <= most, "{} {most}", account.mrr);
    }
    assert!(number > 100, "{number}");
}
