//! What the benefit of being in depends on, and what rivals and the law do to it.

use super::{MONTH, dollars, everybody_in, quantity, run};
use crate::marketplace::parameters::{Parameters, Participation};
use crate::quantity::Quantity;

/// All know the platform and begin in; one side has no costs of being in, and the other pays a tenth of its
/// value scale.
fn one_side_pays(buyers_pay: bool) -> Parameters {
    let mut market = everybody_in(2_000, 2_000);
    market.participation = Participation::Network;
    market.requests.rate = quantity(0.0);
    let sides = [(&mut market.buyers, buyers_pay), (&mut market.sellers, !buyers_pay)];
    for (side, pays) in sides {
        side.seeded = quantity(1.0);
        side.reconsider = quantity(1.0 / 24.0);
        side.value_scale = dollars(100);
        side.effort = dollars(if pays { 10 } else { 0 });
    }
    market
}

fn members(market: &Parameters, months: f64) -> [u32; 2] {
    run(market, months * MONTH, 1).cities[0].members
}

/// Participation depends on theta alone, so the same people are in.
#[test]
fn a_licence_is_a_cost_of_sellers_from_its_date_on() {
    let free = one_side_pays(false);
    let mut licensed = free.clone();
    licensed.regulation.from = Some(quantity(3.0 * MONTH));
    licensed.regulation.licence = dollars(30);
    let mut dear = free.clone();
    dear.sellers.effort = dollars(40);
    assert_eq!(members(&licensed, 2.9), members(&free, 2.9));
    assert_eq!(members(&licensed, 6.0), members(&dear, 6.0));
    assert!(members(&dear, 6.0)[1] + 400 < members(&free, 6.0)[1], "{:?}", members(&dear, 6.0));
    assert_eq!(members(&licensed, 6.0)[0], 2_000, "buyers need no licence");
}

#[test]
fn an_incumbent_that_answers_takes_its_cut_of_the_benefit_and_its_time() {
    let alone = one_side_pays(true);
    let mut rival = alone.clone();
    rival.rivals.incumbent_reacts_at = Some(quantity(0.95));
    rival.rivals.incumbent_takes = quantity(3.0 * MONTH);
    rival.rivals.incumbent_cuts = quantity(0.5);
    let mut dear = alone.clone();
    dear.buyers.effort = dollars(20);
    // All are in at the start, so it reacts at once.
    assert_eq!(members(&rival, 2.9), members(&alone, 2.9));
    assert_eq!(members(&rival, 6.0), members(&dear, 6.0));
    assert!(members(&dear, 6.0)[0] + 100 < members(&alone, 6.0)[0]);
}

#[test]
fn an_incumbent_sleeps_through_a_market_that_stays_small() {
    let mut rival = one_side_pays(true);
    rival.buyers.seeded = Quantity::ZERO;
    let alone = members(&rival, 6.0);
    rival.rivals.incumbent_reacts_at = Some(quantity(0.95));
    rival.rivals.incumbent_cuts = quantity(1.0);
    assert_eq!(members(&rival, 6.0), alone);
    rival.rivals.incumbent_reacts_at = Some(quantity(0.5));
    assert_eq!(members(&rival, 6.0)[0], 0, "a rival that leaves nothing of the benefit");
}

/// With gamma 2 on both sides and a price of .1, b = 1 - .1 / b^2 has the solutions .4126, which repels, and .8670.
/// Error probability below 1e-4: the size of 4,000 varies by less than .007.
#[test]
fn a_benefit_that_grows_with_the_square_moves_the_critical_mass() {
    let ends = |gamma: f64, seeded: f64| {
        let mut market = one_side_pays(true);
        for side in [&mut market.buyers, &mut market.sellers] {
            side.potential = 4_000;
            side.gamma = gamma;
            side.seeded = quantity(seeded);
            side.effort = dollars(10);
        }
        members(&market, 6.0).map(|members| f64::from(members) / 4_000.0)
    };
    let cubic = |b: f64| b * b * b - b * b + 0.1;
    assert!(cubic(0.4126).abs() < 1e-4 && cubic(0.8670).abs() < 1e-4);
    for share in ends(2.0, 0.47) {
        assert!((share - 0.8670).abs() < 0.03, "{share}");
    }
    assert_eq!(ends(2.0, 0.36), [0.0, 0.0]);
    // With a benefit in proportion the same start is far beyond the critical mass, .1127.
    assert!(ends(1.0, 0.36).iter().all(|share| *share > 0.8));
    // With gamma 0 participation does not depend on others.
    for share in ends(0.0, 0.0) {
        assert!((share - 0.9).abs() < 0.02, "{share}");
    }
}
