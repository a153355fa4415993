//! One person on both sides (fact M6).

use super::{MONTH, everybody_in, quantity, run};
use crate::quantity::Quantity;

#[test]
fn who_hears_of_it_in_one_role_knows_it_in_the_other() {
    let mut market = everybody_in(200, 200);
    market.both_roles = quantity(1.0);
    for side in [&mut market.buyers, &mut market.sellers] {
        side.aware = Quantity::ZERO;
        side.imitation = Quantity::ZERO;
    }
    market.buyers.innovation = quantity(1.0 / MONTH);
    market.sellers.innovation = Quantity::ZERO;
    let knowing = run(&market, MONTH, 1).knowing;
    assert_eq!(knowing[0], knowing[1]);
    assert!(knowing[0] > 90 && knowing[0] < 160, "{knowing:?}");
    market.both_roles = Quantity::ZERO;
    assert_eq!(run(&market, MONTH, 1).knowing[1], 0);
}

#[test]
fn nobody_serves_himself() {
    let mut market = everybody_in(1, 1);
    market.both_roles = quantity(1.0);
    market.requests.rate = quantity(0.1);
    let alone = run(&market, MONTH, 1).counts;
    assert!(alone.asked > 40 && alone.matched == 0, "{alone:?}");
    market.both_roles = Quantity::ZERO;
    market.search.radius = quantity(20.0);
    assert!(run(&market, MONTH, 1).counts.matched > 20);
}
