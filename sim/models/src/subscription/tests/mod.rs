//! What holds for every subscription business, and for small ones that can be followed by hand.

mod contracts;
mod coupling;
mod fitting;
mod invariants;
mod levers;
mod opening;
mod repeat;
mod traits;
mod worth;

use std::collections::BTreeMap;

use bazaar_engine::stream::Squares;
use bazaar_engine::{Fingerprints, Streams};

use super::Subscription;
use super::parameters::{Feature, Move, Offer, Parameters, Risk};
use super::resolved::MONTH;
use super::statistics::Statistics;
use crate::model::{Horizon, Model};
use crate::observation::Observation;
use crate::parameter::Parameter;
use crate::quantity::{Currency, Money, Quantity, Unit};

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
    let violations = parameters.validate();
    assert!(violations.is_empty(), "{violations:?}");
    let business = Subscription::new(parameters, horizon(end)).unwrap();
    business.run::<Squares, Fingerprints>(Streams::new(seed).replication(0), 0).unwrap()
}

/// What one replication saw.
fn observe(parameters: &Parameters, end: f64, seed: u64) -> Observation {
    let business = Subscription::new(parameters, horizon(end)).unwrap();
    let sums = business.run::<Squares, Fingerprints>(Streams::new(seed).replication(0), 0).unwrap();
    business.observe(sums)
}

fn value(observation: &Observation, metric: &str) -> Option<f64> {
    let index = Subscription::metrics().iter().position(|one| one.name == metric).unwrap();
    observation.values[index]
}

/// Accounts on one plan that begin at once; none come later, none leave, and there are no costs.
fn on(plan: &str, offer: Offer, accounts: u32) -> Parameters {
    let mut business = Parameters {
        plans: BTreeMap::from([(plan.to_owned(), offer)]),
        start: BTreeMap::from([(plan.to_owned(), quantity(1.0))]),
        initial: BTreeMap::from([(plan.to_owned(), accounts)]),
        features: BTreeMap::from([("uses".to_owned(), Feature::default())]),
        ..Parameters::default()
    };
    business.leads.rate = Quantity::ZERO;
    business.renewal.risk = Risk::Constant(Quantity::ZERO);
    business.costs.paying_account = dollars(0);
    business.costs.free_account = dollars(0);
    business.costs.payments = Quantity::ZERO;
    business
}

/// The business moves this number of accounts after this number of months.
fn moved(at: f64, accounts: u32, from: &str, to: &str) -> Move {
    Move { at: quantity(at * MONTH), accounts, from: from.to_owned(), to: to.to_owned() }
}

fn priced(price: u64) -> Offer {
    Offer { price: dollars(price), ..Offer::default() }
}
