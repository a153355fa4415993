//! What a map shows adds up to what the metrics say.

use super::{MONTH, everybody_in, observe, run, value};
use crate::marketplace::Marketplace;
use crate::marketplace::parameters::Space;
use crate::model::{Horizon, Model};
use bazaar_engine::stream::Squares;
use bazaar_engine::{Streams, Untraced};

#[test]
fn all_cells_together_are_the_whole_city() {
    let parameters = everybody_in(2_000, 8);
    let sums = run(&parameters, 3.0 * MONTH, 1);
    let observation = observe(&parameters, 3.0 * MONTH, 1);
    let [map] = &observation.maps[..] else { panic!("one city has one map") };
    assert_eq!((map.place.as_str(), map.width, map.side), ("city", 10.0, 20));
    let counts = sums.counts;
    assert_eq!(map.served.iter().sum::<u64>(), counts.matched);
    assert_eq!(map.unmet.iter().sum::<u64>(), counts.abandoned + counts.expired - counts.withdrawn);
    assert!(counts.abandoned > 100, "{counts:?}");
    let idle: f64 = map.supply.iter().sum();
    let expected = value(&observation, "sellers_idle").unwrap();
    assert!((idle - expected).abs() < 1e-6 * expected, "{idle} is not {expected}");
}

#[test]
fn a_warm_up_is_not_on_the_map() {
    let parameters = everybody_in(2_000, 8);
    let horizon = Horizon { end: 3.0 * MONTH, warm_up: MONTH, stretches: 12 };
    let market = Marketplace::new(&parameters, horizon).unwrap();
    let sums = market.run::<Squares, Untraced>(Streams::new(1).replication(0), 0).unwrap();
    let matched = sums.counts.matched;
    let observation = market.observe(sums);
    let map = &observation.maps[0];
    assert_eq!(map.served.iter().sum::<u64>(), matched);
    let idle: f64 = map.supply.iter().sum();
    let expected = value(&observation, "sellers_idle").unwrap();
    assert!((idle - expected).abs() < 1e-6 * expected, "{idle} is not {expected}");
}

#[test]
fn without_space_there_is_no_map() {
    let mut parameters = everybody_in(200, 20);
    parameters.search.space = Space::None;
    assert!(observe(&parameters, MONTH, 1).maps.is_empty());
}
