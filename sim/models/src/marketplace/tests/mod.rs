//! What holds for every marketplace, and for small ones that can be followed by hand.

mod categories;
mod cities;
mod coupling;
mod invariants;
mod levers;
mod maps;
mod money;
mod outside;
mod roles;
mod trade;

use bazaar_engine::stream::Squares;
use bazaar_engine::{Fingerprints, Streams};

use super::Marketplace;
use super::parameters::{Parameters, Participation};
use super::statistics::Statistics;
use crate::model::{Horizon, Model};
use crate::observation::Observation;
use crate::quantity::{Currency, Money, Quantity, Unit};

const MONTH: f64 = 730.5;

fn horizon(end: f64) -> Horizon {
    Horizon { end, warm_up: 0.0, stretches: 12 }
}

fn dollars(dollars: u64) -> Money {
    Money::new(dollars * 100, Currency::Usd)
}

fn quantity<U: Unit>(canonical: f64) -> Quantity<U> {
    Quantity::new(canonical).unwrap()
}

/// The sums of one replication.
fn run(parameters: &Parameters, end: f64, seed: u64) -> Statistics {
    let market = Marketplace::new(parameters, horizon(end)).unwrap();
    market.run::<Squares, Fingerprints>(Streams::new(seed).replication(0), 0).unwrap()
}

/// What one replication saw.
fn observe(parameters: &Parameters, end: f64, seed: u64) -> Observation {
    let market = Marketplace::new(parameters, horizon(end)).unwrap();
    let sums = market.run::<Squares, Fingerprints>(Streams::new(seed).replication(0), 0).unwrap();
    market.observe(sums)
}

fn value(observation: &Observation, metric: &str) -> Option<f64> {
    let index = Marketplace::metrics().iter().position(|one| one.name == metric).unwrap();
    observation.values[index]
}

/// All people are in from the beginning: this many buyers, this many sellers.
fn everybody_in(buyers: u32, sellers: u32) -> Parameters {
    let mut parameters = Parameters { participation: Participation::Always, ..Parameters::default() };
    for (side, potential) in [(&mut parameters.buyers, buyers), (&mut parameters.sellers, sellers)] {
        side.potential = potential;
        side.aware = quantity(1.0);
    }
    parameters
}
