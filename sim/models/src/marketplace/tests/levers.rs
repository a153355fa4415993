//! Price and take rate: who asks less often, and who no longer works.

use super::{MONTH, dollars, everybody_in, observe, quantity, run, value};
use crate::marketplace::parameters::{Category, Parameters, Participation, Price};
use crate::parameter::Parameter;
use crate::quantity::Quantity;

/// A market of 2,000 buyers in which a job costs so much, and usually $60.
fn priced(price: u64) -> Parameters {
    let mut market = everybody_in(2_000, 100);
    market.service.price = Price::Posted(dollars(price));
    market.demand.usual_price = Some(dollars(60));
    market
}

/// A market with sellers who look at what they earn, at a take rate.
fn earning(take_rate: f64) -> Parameters {
    let mut market = everybody_in(1_000, 100);
    market.participation = Participation::Network;
    market.service.price = Price::Posted(dollars(60));
    market.take_rate.sellers = quantity(take_rate);
    market.supply.reservation = Some(dollars(1_500));
    for side in [&mut market.buyers, &mut market.sellers] {
        side.seeded = quantity(1.0);
        side.innovation = quantity(1.0);
    }
    market
}

fn sellers(market: &Parameters) -> f64 {
    value(&observe(market, 12.0 * MONTH, 1), "participation_sellers").unwrap()
}

#[test]
fn demand_that_does_not_move_changes_no_bit() {
    let mut plain = priced(90);
    plain.demand.usual_price = None;
    plain.take_rate.buyers = quantity(0.1);
    let before = run(&plain, 3.0 * MONTH, 1);
    let mut rigid = priced(90);
    rigid.take_rate.buyers = quantity(0.1);
    rigid.demand.elasticity = 0.0;
    // And so does any elasticity at the usual price.
    let mut usual = plain.clone();
    usual.demand.usual_price = Some(dollars(99));
    usual.demand.elasticity = 5.0;
    for market in [rigid, usual] {
        let after = run(&market, 3.0 * MONTH, 1);
        assert_eq!((before.fingerprint, before.counts), (after.fingerprint, after.counts));
    }
}

/// At four times the usual price exp(-0.5 x 3) = .2231 of the needs are left, and at a tenth above it, as a fee of buyers,
/// exp(-.05) = .9512. 24,000 requests at the usual price vary by 155: four standard errors (6e-5) of the ratios are
/// .0137 and .0361.
#[test]
fn demand_follows_the_price_that_buyers_pay() {
    let asked = |market: &Parameters| run(market, 6.0 * MONTH, 1).counts.asked as f64;
    let usual = asked(&priced(60));
    let mut fee = priced(60);
    fee.take_rate.buyers = quantity(0.1);
    for (market, expected, error) in [(priced(240), 0.2231, 0.0137), (fee, 0.9512, 0.0361)] {
        let ratio = asked(&market) / usual;
        assert!((ratio - expected).abs() < error, "{ratio} {expected}");
    }
    let mut steep = priced(600);
    steep.demand.elasticity = 10.0;
    assert_eq!(run(&steep, 6.0 * MONTH, 1).counts.asked, 0, "exp(-90) of the needs are none");
}

/// Of two halves one costs twice the usual price: exp(-1) = .3679 of it is left, .2689 of all.
#[test]
fn a_dear_category_is_asked_for_less() {
    let mut market = priced(60);
    market.demand.elasticity = 1.0;
    let half = |price| Category {
        share: quantity(0.5),
        price: Some(Price::Posted(dollars(price))),
        ..Category::default()
    };
    market.categories = [("cheap".to_owned(), half(60)), ("dear".to_owned(), half(120))].into();
    let sums = run(&market, 6.0 * MONTH, 1);
    let share = sums.categories[1].asked as f64 / sums.counts.asked as f64;
    // 16,400 requests: a standard error of .0035, four of which are .0139 (error probability 6e-5).
    assert!((share - 0.2689).abs() < 0.0139, "{share}");
}

#[test]
fn sellers_who_want_nothing_are_as_if_they_did_not_look() {
    let mut plain = earning(0.15);
    plain.supply.reservation = None;
    let mut content = plain.clone();
    content.supply.reservation = Some(dollars(0));
    let (before, after) = (run(&plain, 6.0 * MONTH, 1), run(&content, 6.0 * MONTH, 1));
    assert!(before.counts.completed > 5_000);
    assert_eq!((before.fingerprint, before.counts), (after.fingerprint, after.counts));
}

#[test]
fn where_the_platform_keeps_all_nobody_works() {
    assert_eq!(sellers(&earning(1.0)), 0.0);
    let mut unmoved = earning(1.0);
    unmoved.supply.reservation = None;
    assert_eq!(sellers(&unmoved), 1.0, "who does not look at earnings works for nothing");
}

/// With 1,000 buyers who each need 2 jobs of $60 a month, 100 places share $120,000 (1 - take rate). With S of them in and an
/// elasticity of 1, S = 1,200 (1 - take rate) / S / 1,500: S^2 = .8 (1 - take rate). Within .06: a month's
/// takings vary by 2.5 %, and S by half of that; the moving average lets S move by at most as much again. Five seeds.
#[test]
fn as_many_work_as_earn_what_they_want() {
    for take_rate in [0.1, 0.4, 0.7_f64] {
        let mut market = earning(take_rate);
        market.supply.elasticity = 1.0;
        market.requests.patience = crate::distribution::Distribution::Deterministic(quantity(1e4));
        market.search.radius = quantity(100.0);
        let expected = (0.8 * (1.0 - take_rate)).sqrt();
        for seed in 1..=5 {
            let found = value(&observe(&market, 12.0 * MONTH, seed), "participation_sellers").unwrap();
            assert!((found - expected).abs() < 0.06, "{take_rate}: {found} {expected}");
        }
    }
}

#[test]
fn sellers_who_are_always_in_cannot_look_at_earnings() {
    let mut market = everybody_in(10, 10);
    market.supply.reservation = Some(dollars(10));
    let violations = market.validate();
    assert_eq!(violations.len(), 1, "{violations:?}");
    market.supply.reservation = None;
    market.demand.usual_price = Some(dollars(0));
    market.demand.elasticity = 11.0;
    market.supply.elasticity = -1.0;
    assert_eq!(market.validate().len(), 3);
}

#[test]
fn what_is_sold_counts_at_the_price_of_the_seller() {
    let mut market = priced(80);
    market.demand.usual_price = None;
    market.take_rate.buyers = quantity(0.1);
    market.requests.rate = Quantity::new(2.0 / MONTH).unwrap();
    let seen = observe(&market, 3.0 * MONTH, 1);
    let of = |metric| value(&seen, metric).unwrap();
    let jobs = of("jobs_completed") * 3.0;
    assert!((of("gmv") - 80.0 * jobs).abs() < 1e-6 * of("gmv"), "the fee of 10 % is not part of it");
    assert!((of("fees") - 20.0 * jobs).abs() < 1e-6 * of("fees"), "10 % and 15 %");
}
