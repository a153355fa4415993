//! A component alone on the platform does what its own model does.

use bazaar_engine::stream::Squares;
use bazaar_engine::{Component, Fingerprints, Simulation, Streams};

use super::{a_month, horizon, nothing, observe, share};
use crate::marketplace::Marketplace;
use crate::model::Model;
use crate::observation::{Observation, Series};
use crate::platform::{Parameters, Platform};
use crate::quantity::Quantity;
use crate::referral::{Arm, Referral};
use crate::subscription::Subscription;
use crate::volunteer::Volunteer;

const MONTHS: f64 = 12.0;

fn streams() -> Streams<Squares> {
    Streams::with_generator(7).replication(3)
}

/// The fingerprints of the platform's components, in the order of their kinds.
fn on_the_platform(parameters: &Parameters, arm: Arm) -> Vec<u64> {
    let platform = Platform::new(parameters, horizon(MONTHS)).unwrap();
    let network = platform.referral.as_ref().and_then(|model| model.network(streams()));
    let composition = platform.composition(streams(), network.as_ref(), arm);
    let mut simulation = Simulation::traced(composition, Fingerprints::default());
    simulation.run_until(horizon(MONTHS).end).unwrap();
    simulation.trace().components().to_vec()
}

fn alone<C: Component>(component: C) -> u64 {
    let mut simulation = Simulation::traced(component, Fingerprints::default());
    simulation.run_until(horizon(MONTHS).end).unwrap();
    assert!(simulation.handled() > 100, "a component to which nothing happens proves nothing");
    simulation.trace().components()[0]
}

/// What the platform says of a component is what its own model says, under its name.
fn measures_the_same(component: &str, seen: &Observation, own: &Observation) {
    let metrics = Platform::metrics();
    let first = metrics.iter().position(|metric| metric.name.starts_with(&format!("{component}_"))).unwrap();
    assert_eq!(seen.values[first..first + own.values.len()], own.values[..]);
    for series in &own.series {
        let name = format!("{component}_{}", series.metric);
        assert!(seen.series.iter().any(|one| one.metric == name && bits(one) == bits(series)), "{name}");
    }
    for matrix in &own.matrices {
        let name = format!("{component}_{}", matrix.metric);
        assert!(seen.matrices.iter().any(|one| one.metric == name && one.values == matrix.values), "{name}");
    }
}

/// Values bit by bit: a month without customers has no churn, and that is the same as itself.
fn bits(series: &Series) -> Vec<u64> {
    series.values.iter().map(|value| value.to_bits()).collect()
}

fn own<M: Model>(model: &M) -> Observation {
    let streams = Streams::<Squares>::with_generator(5).replication(0);
    model.observe(model.run::<_, bazaar_engine::Untraced>(streams, 0).unwrap())
}

#[test]
fn the_subscription_business_does_event_by_event_what_it_does_alone() {
    let mut parameters = nothing();
    parameters.on.subscription = true;
    parameters.subscription.leads.rate = a_month(100.0);
    let model = Subscription::new(&parameters.subscription, horizon(MONTHS)).unwrap();
    let chains = on_the_platform(&parameters, Arm::Programme);
    assert_eq!(chains[0], alone(model.component(streams())));
    measures_the_same("subscription", &observe(&parameters, MONTHS, 5), &own(&model));
}

#[test]
fn the_marketplace_does_event_by_event_what_it_does_alone() {
    let mut parameters = nothing();
    parameters.on.marketplace = true;
    for side in [&mut parameters.marketplace.buyers, &mut parameters.marketplace.sellers] {
        side.potential = 300;
        side.seeded = share(0.5);
    }
    let model = Marketplace::new(&parameters.marketplace, horizon(MONTHS)).unwrap();
    let chains = on_the_platform(&parameters, Arm::Programme);
    assert_eq!(chains[1], alone(model.component(streams())));
    measures_the_same("marketplace", &observe(&parameters, MONTHS, 5), &own(&model));
}

#[test]
fn both_arms_of_the_programme_do_event_by_event_what_they_do_alone() {
    let mut parameters = nothing();
    parameters.on.referral = true;
    parameters.referral.pool = 5_000;
    parameters.referral.contract.share = share(0.2);
    let model = Referral::new(&parameters.referral, horizon(MONTHS)).unwrap();
    for arm in [Arm::Programme, Arm::Control] {
        let chains = on_the_platform(&parameters, arm);
        assert_eq!(chains[2], alone(model.component(streams(), None, arm)));
    }
    measures_the_same("referral", &observe(&parameters, MONTHS, 5), &own(&model));
}

#[test]
fn volunteers_do_event_by_event_what_they_do_alone_in_one_partition() {
    let mut parameters = nothing();
    parameters.on.volunteer = true;
    parameters.volunteer.hosts.initial = 50;
    let hosts =
        crate::volunteer::Parameters { hosts_per_partition: u32::MAX, ..parameters.volunteer.clone() };
    let model = Volunteer::new(&hosts, horizon(MONTHS)).unwrap();
    let chains = on_the_platform(&parameters, Arm::Programme);
    assert_eq!(chains[3], alone(model.component(streams())));
    measures_the_same("volunteer", &observe(&parameters, MONTHS, 5), &own(&model));
}

#[test]
fn volunteers_and_a_marketplace_do_not_touch_where_nobody_would_sell() {
    let mut parameters = super::idle::owners(300, 40);
    parameters.idle_computing.considers = Quantity::ZERO;
    let market = Marketplace::new(&parameters.marketplace, horizon(MONTHS)).unwrap();
    let hosts =
        crate::volunteer::Parameters { hosts_per_partition: u32::MAX, ..parameters.volunteer.clone() };
    let volunteer = Volunteer::new(&hosts, horizon(MONTHS)).unwrap();
    let apart = on_the_platform(&parameters, Arm::Programme);
    assert_eq!(apart[1], alone(market.component(streams())));
    assert_eq!(apart[3], alone(volunteer.component(streams())));
    parameters.idle_computing.considers = share(1.0);
    let together = on_the_platform(&parameters, Arm::Programme);
    assert!(apart.iter().zip(&together).all(|(one, other)| one != other || *one == 0));
}

#[test]
fn in_company_a_component_does_something_else() {
    let parameters = super::small();
    let chains = on_the_platform(&parameters, Arm::Programme);
    let model = Subscription::new(&parameters.subscription, horizon(MONTHS)).unwrap();
    assert_ne!(chains[0], alone(model.component(streams())));
}

#[test]
fn arms_share_every_random_number_of_what_does_not_differ() {
    let mut parameters = super::small();
    parameters.links.publish = share(0.0);
    parameters.links.learn = share(0.0);
    parameters.on.incidents = false;
    parameters.referral.invitations.clicks = share(0.0);
    let with = on_the_platform(&parameters, Arm::Programme);
    parameters.on.referral = false;
    let without = on_the_platform(&parameters, Arm::Programme);
    assert_eq!(with[..2], without[..2], "a programme that nobody follows changes nothing elsewhere");
}
