//! The platform in miniature.

mod alone;
mod books;
mod desk;
mod idle;
mod levers;
mod links;
mod phases;

use bazaar_engine::stream::Squares;
use bazaar_engine::{Fingerprints, Streams, Untraced};

use super::{Parameters, Platform};
use crate::model::{Horizon, Model};
use crate::observation::Observation;
use crate::parameter::Parameter;
use crate::quantity::{Currency, Money, Quantity, Rate, Share};

const MONTH: f64 = 730.5;

fn horizon(months: f64) -> Horizon {
    Horizon { end: months * MONTH, warm_up: 0.0, stretches: 24 }
}

fn dollars(amount: u64) -> Money {
    Money::new(amount * 100, Currency::Usd)
}

fn share(value: f64) -> Quantity<Share> {
    Quantity::constant(value)
}

fn a_month(value: f64) -> Quantity<Rate> {
    Quantity::constant(value / MONTH)
}

/// A platform with all components off.
fn nothing() -> Parameters {
    let mut parameters = Parameters::default();
    parameters.on.subscription = false;
    parameters.on.marketplace = false;
    parameters.on.referral = false;
    parameters.on.incidents = false;
    parameters.on.help_desk = false;
    parameters
}

/// A small platform of which everything is on.
fn small() -> Parameters {
    let mut parameters = Parameters::default();
    parameters.subscription.leads.rate = a_month(100.0);
    for side in [&mut parameters.marketplace.buyers, &mut parameters.marketplace.sellers] {
        side.potential = 2_000;
        side.innovation = Quantity::ZERO;
        side.imitation = Quantity::ZERO;
    }
    parameters.marketplace.participation = crate::marketplace::Participation::Always;
    parameters.marketplace.requests.rate = a_month(2.0);
    parameters.marketplace.take_rate.sellers = share(0.15);
    parameters.referral.pool = 20_000;
    parameters.referral.contract.share = share(0.2);
    parameters
}

fn observe(parameters: &Parameters, months: f64, seed: u64) -> Observation {
    observe_after(parameters, months, 0.0, seed)
}

/// The same after a warm-up of this number of months.
fn observe_after(parameters: &Parameters, months: f64, warm_up: f64, seed: u64) -> Observation {
    assert_eq!(parameters.validate(), []);
    let horizon = Horizon { warm_up: warm_up * MONTH, ..horizon(months) };
    let platform = Platform::new(parameters, horizon).unwrap();
    let streams = Streams::<Squares>::with_generator(seed).replication(0);
    platform.observe(platform.run::<_, Untraced>(streams, 0).unwrap())
}

fn traced(parameters: &Parameters, months: f64, seed: u64) -> Observation {
    let platform = Platform::new(parameters, horizon(months)).unwrap();
    let streams = Streams::<Squares>::with_generator(seed).replication(0);
    platform.observe(platform.run::<_, Fingerprints>(streams, 0).unwrap())
}

fn value(seen: &Observation, metric: &str) -> Option<f64> {
    let index = Platform::metrics().iter().position(|one| one.name == metric).unwrap();
    seen.values[index]
}

fn segment(seen: &Observation, metric: &str, segment: &str) -> f64 {
    let found = seen.segments.iter().find(|one| one.metric == metric && one.segment == segment);
    found.unwrap().value.unwrap()
}
