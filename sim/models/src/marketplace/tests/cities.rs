//! Several cities, opened at once or one by one.

use super::{MONTH, dollars, everybody_in, observe, quantity, run};
use crate::marketplace::parameters::{City, Order, Parameters, Participation};

fn ten_cities(order: Order) -> Parameters {
    let mut market = everybody_in(5_000, 5_000);
    market.participation = Participation::Network;
    market.requests.rate = quantity(0.0);
    let width = market.cities["city"].width;
    market.cities = (0..10).map(|number| (format!("city-{number}"), City { population: 1, width })).collect();
    market.launch.order = order;
    for side in [&mut market.buyers, &mut market.sellers] {
        side.seeded = quantity(0.05);
        side.value_scale = dollars(100);
        side.price = dollars(10);
    }
    market
}

#[test]
fn the_same_seeds_launch_a_city_but_not_the_country() {
    let everywhere = run(&ten_cities(Order::Everywhere), 3.0 * MONTH, 1);
    assert!(everywhere.cities.iter().all(|city| city.members == [0, 0]), "{:?}", everywhere.cities);
    let one_by_one = run(&ten_cities(Order::CityByCity), 3.0 * MONTH, 1);
    assert!(one_by_one.cities[0].members.iter().all(|&members| members > 400), "{:?}", one_by_one.cities);
}

#[test]
fn potentials_and_seeds_are_divided_to_the_last_one() {
    let mut market = everybody_in(1_003, 101);
    let width = market.cities["city"].width;
    market.cities = [("large", 7), ("middle", 2), ("none", 0), ("small", 1)]
        .map(|(name, population)| (name.to_owned(), City { population, width }))
        .into();
    let sums = run(&market, 1.0, 1);
    assert_eq!(sums.cities.iter().map(|city| city.potential[0]).collect::<Vec<_>>(), [702, 201, 0, 100]);
    assert_eq!(sums.cities.iter().map(|city| city.potential[1]).sum::<u32>(), 101);
    assert!(sums.cities.iter().all(|city| city.members == city.potential));
}

#[test]
fn the_next_city_opens_when_the_one_before_has_taken_off() {
    let mut market = ten_cities(Order::CityByCity);
    market.participation = Participation::Always;
    // All know it, so each city fills at once and opens the next.
    let sums = run(&market, 1.0, 1);
    assert!(sums.cities.iter().all(|city| city.members == [500, 500]), "{:?}", sums.cities);
    // A fifth of the buyers is not enough to open the second one.
    market.buyers.seeded = quantity(0.0);
    market.buyers.aware = quantity(0.2);
    market.buyers.innovation = quantity(0.0);
    market.buyers.imitation = quantity(0.0);
    let sums = run(&market, 1.0, 1);
    assert_eq!(sums.cities.iter().filter(|city| city.members[0] > 0).count(), 1, "{:?}", sums.cities);
}

#[test]
fn every_city_has_its_segments() {
    let observation = observe(&ten_cities(Order::Everywhere), MONTH, 1);
    let cities = observation.segments.iter().filter(|segment| segment.segment == "city:city-3").count();
    assert_eq!(cities, 4);
}
