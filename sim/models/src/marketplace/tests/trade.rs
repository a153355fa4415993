//! Requests, matching, service.

use proptest::prelude::*;

use super::{MONTH, dollars, everybody_in, observe, quantity, run, value};
use crate::distribution::Distribution;
use crate::marketplace::parameters::{Matching, Space};
use crate::quantity::Quantity;

#[test]
fn with_constant_returns_twice_the_market_has_twice_the_matches() {
    let matches = |scale: u32, gamma: f64| {
        let mut market = everybody_in(400 * scale, 100 * scale);
        market.matching = Matching::Function;
        market.function.gamma = gamma;
        market.function.rate = quantity(20.0 / MONTH);
        run(&market, 12.0 * MONTH, 7).counts.matched as f64
    };
    // About 48,000 matches a year, give or take 219: a ratio of 2 is known to within 3.9 x .0112.
    let ratio = matches(2, 1.0) / matches(1, 1.0);
    assert!((ratio - 2.0).abs() < 0.044, "{ratio}");
    assert!((matches(1, 1.0) / 48_000.0 - 1.0).abs() < 0.018);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Error probability below 1e-4 for all cases together: both numbers are Poisson, and their difference is
    /// compared with five standard deviations.
    #[test]
    fn constant_returns_are_constant_for_any_two_sides(buyers in 20_u32..400, sellers in 20_u32..400, seed: u64) {
        let matches = |scale: u32| {
            let mut market = everybody_in(buyers * scale, sellers * scale);
            market.matching = Matching::Function;
            market.function.rate = quantity(4.0 / MONTH);
            run(&market, 6.0 * MONTH, seed).counts.matched as f64
        };
        let (one, two) = (matches(1), matches(2));
        prop_assert!((two - 2.0 * one).abs() < 5.0 * (two + 4.0 * one).sqrt(), "{} {}", one, two);
    }
}

#[test]
fn increasing_returns_are_the_flywheel() {
    let matches = |scale: u32| {
        let mut market = everybody_in(40 * scale, 10 * scale);
        market.matching = Matching::Function;
        market.function.gamma = 2.0;
        market.function.rate = quantity(1.0 / MONTH);
        run(&market, 60.0 * MONTH, 7).counts.matched as f64
    };
    // 24,000 and 96,000 in five years: a ratio of 4 is known to within 3.9 x .029.
    let ratio = matches(2) / matches(1);
    assert!((ratio - 4.0).abs() < 0.12, "{ratio}");
}

#[test]
fn nobody_serves_beyond_the_radius() {
    let mut market = everybody_in(200, 20);
    market.search.radius = quantity(1.5);
    let observation = observe(&market, 3.0 * MONTH, 3);
    assert!(value(&observation, "match_distance").unwrap() <= 1.5);
    let near = value(&observation, "liquidity").unwrap();
    market.search.radius = quantity(20.0);
    let far = value(&observe(&market, 3.0 * MONTH, 3), "liquidity").unwrap();
    assert!(near < far && far > 0.99, "{near} {far}");
}

#[test]
fn whoever_waits_is_served_by_the_next_seller_who_is_free() {
    let mut market = everybody_in(10, 1);
    market.search.space = Space::None;
    market.requests.rate = quantity(1.0);
    market.requests.patience = Distribution::Deterministic(quantity(1e6));
    market.service.duration = Distribution::Deterministic(quantity(1.0));
    let sums = run(&market, 100.0, 1);
    // Ten times as much is asked for as one seller can do: never idle once the first has come.
    assert!(sums.counts.completed >= 98, "{:?}", sums.counts);
    assert!(sums.open > 700, "{}", sums.open);
}

#[test]
fn a_busy_seller_who_leaves_finishes_the_job() {
    let mut market = everybody_in(50, 10);
    market.service.duration = Distribution::Deterministic(quantity(200.0));
    market.participation = crate::marketplace::Participation::Network;
    market.buyers.seeded = quantity(1.0);
    market.sellers.seeded = quantity(1.0);
    market.sellers.effort = dollars(1_000);
    market.requests.rate = quantity(0.1);
    let sums = run(&market, 3.0 * MONTH, 5);
    assert_eq!(sums.cities[0].members[1], 0, "a price above all value");
    assert!(sums.counts.matched > 0);
    assert_eq!(sums.counts.completed, sums.counts.matched);
}

#[test]
fn what_expires_is_taken_down_on_time() {
    let mut market = everybody_in(100, 0);
    market.requests.expires = Some(Quantity::hours(5));
    market.requests.patience = Distribution::Deterministic(quantity(6.0));
    let counts = run(&market, MONTH, 1).counts;
    assert!(counts.expired > 100 && counts.abandoned == 0, "{counts:?}");
    market.requests.expires = Some(Quantity::hours(7));
    let counts = run(&market, MONTH, 1).counts;
    assert!(counts.abandoned > 100 && counts.expired == 0, "{counts:?}");
}

#[test]
fn a_free_alternative_takes_its_share_of_needs() {
    let mut market = everybody_in(1_000, 100);
    market.rivals.free_alternative = quantity(0.25);
    let counts = run(&market, 6.0 * MONTH, 1).counts;
    let share = counts.served_elsewhere as f64 / (counts.served_elsewhere + counts.asked) as f64;
    // About 12,000 needs: known to within 3.9 x .004.
    assert!((share - 0.25).abs() < 0.0155, "{share}");
}
