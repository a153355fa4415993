//! What holds for every programme, and for small ones that can be followed by hand.

mod arms;
mod composed;
mod contracts;
mod hires;
mod invariants;
mod matrices;
mod spread;

use bazaar_engine::stream::Squares;
use bazaar_engine::{Fingerprints, Simulation, Streams};

use super::Referral;
use super::network::Network;
use super::parameters::{Count, Parameters};
use super::programme::{Arm, Programme};
use super::resolved::Resolved;
use super::statistics::Statistics;
use crate::model::{Horizon, Model};
use crate::observation::Observation;
use crate::parameter::Parameter;
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
    assert_eq!(parameters.validate(), []);
    let model = Referral::new(parameters, horizon(end)).unwrap();
    model.run::<Squares, Fingerprints>(Streams::new(seed).replication(0), 0).unwrap()
}

/// What one replication saw.
fn observe(parameters: &Parameters, end: f64, seed: u64) -> Observation {
    let model = Referral::new(parameters, horizon(end)).unwrap();
    let sums = model.run::<Squares, Fingerprints>(Streams::new(seed).replication(0), 0).unwrap();
    model.observe(sums)
}

fn value(observation: &Observation, metric: &str) -> Option<f64> {
    let index = Referral::metrics().iter().position(|one| one.name == metric).unwrap();
    observation.values[index]
}

/// The component of one arm at the end, to look at what it holds.
fn with_arm<R>(
    parameters: &Parameters,
    (end, seed): (f64, u64),
    arm: Arm,
    look: impl FnOnce(&Programme<'_, Squares>) -> R,
) -> R {
    let plan = Resolved::new(parameters, horizon(end)).unwrap();
    let streams = Streams::new(seed).replication(0).component(Referral::NAME);
    let mut rng = super::stream(streams, super::Purpose::Network, bazaar_engine::Key::SINGLE);
    let network = Network::new(&parameters.contacts, parameters.pool, &mut rng);
    let mut simulation = Simulation::new(Programme::new(&plan, streams, network.as_ref(), arm));
    simulation.run_until(end).unwrap();
    look(simulation.component())
}

/// All customers invite the same number of others, of whom this share becomes customers.
fn inviting(number: u32, conversion: f64) -> Parameters {
    let mut parameters = Parameters { pool: 2_000, seeds: 20, ..Parameters::default() };
    parameters.invitations.count = Count::Fixed(number);
    parameters.invitations.clicks = quantity(1.0);
    parameters.invitations.signs_up = quantity(1.0);
    parameters.invitations.qualifies = quantity(conversion);
    parameters
}
