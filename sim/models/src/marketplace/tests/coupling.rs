//! Two runs that differ in one thing: common random numbers make the comparison exact.

use proptest::prelude::*;

use super::{MONTH, dollars, everybody_in, quantity, run};
use crate::marketplace::parameters::{Parameters, Participation};

/// A small market near its critical mass, in which all know the platform.
fn near_critical_mass(seeded: f64, price: u64) -> Parameters {
    let mut market = everybody_in(300, 300);
    market.participation = Participation::Network;
    market.requests.rate = quantity(0.0);
    for side in [&mut market.buyers, &mut market.sellers] {
        side.seeded = quantity(seeded);
        side.value_scale = dollars(100);
        side.price = dollars(price);
    }
    market
}

fn members(market: &Parameters, seed: u64) -> [u32; 2] {
    run(market, 3.0 * MONTH, seed).cities[0].members
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Not only on average: people who are in with fewer seeded are in with more.
    #[test]
    fn more_seeding_never_ends_in_a_smaller_market(seeded in 0.0..0.4, more in 0.0..0.2, price in 0_u64..25, seed: u64) {
        let fewer = members(&near_critical_mass(seeded, price), seed);
        let with_more = members(&near_critical_mass(seeded + more, price), seed);
        prop_assert!(with_more[0] >= fewer[0] && with_more[1] >= fewer[1], "{:?} {:?}", fewer, with_more);
    }

    #[test]
    fn a_higher_price_never_ends_in_a_larger_market(seeded in 0.0..0.4, price in 0_u64..25, more in 1_u64..10, seed: u64) {
        let cheaper = members(&near_critical_mass(seeded, price), seed);
        let dearer = members(&near_critical_mass(seeded, price + more), seed);
        prop_assert!(dearer[0] <= cheaper[0] && dearer[1] <= cheaper[1], "{:?} {:?}", cheaper, dearer);
    }
}

/// Means, and not equal bits: the first buyer and the first seller are two people, who hear and think
/// at times of their own. If a stream went by the number within a side, so that swapped sides could be equal to the
/// last bit, both sides would move at the same instants in every run.
///
/// Error probability below 1e-4: the two means differ by a standard deviation of .0031 (both sides' sizes
/// after three months of word of mouth among 500 vary by .0155 between runs).
#[test]
fn sides_that_swap_parameters_swap_results() {
    let mut market = everybody_in(500, 500);
    market.participation = Participation::Network;
    market.requests.rate = quantity(0.0);
    for (side, fast, price) in [(&mut market.buyers, 2.0, 5), (&mut market.sellers, 1.0, 12)] {
        side.aware = quantity(0.2);
        side.seeded = quantity(0.2);
        side.innovation = quantity(fast * 0.1 / MONTH);
        side.imitation = quantity(fast * 1.0 / MONTH);
        side.value_scale = dollars(100);
        side.price = dollars(price);
    }
    let mut swapped = market.clone();
    std::mem::swap(&mut swapped.buyers, &mut swapped.sellers);
    const RUNS: u64 = 50;
    let mean = |market: &Parameters, side: usize| -> f64 {
        let sizes = (0..RUNS).map(|seed| f64::from(members(market, seed)[side]) / 500.0);
        sizes.sum::<f64>() / RUNS as f64
    };
    for side in 0..2 {
        let (before, after) = (mean(&market, side), mean(&swapped, 1 - side));
        assert!(before > 0.1, "nobody is there to compare: {before}");
        assert!((before - after).abs() < 0.02, "{before} {after}");
    }
    assert!((mean(&market, 0) - mean(&market, 1)).abs() > 0.02, "the two sides do not differ");
}
