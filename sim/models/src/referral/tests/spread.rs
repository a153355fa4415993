//! How word spreads: whom invitations reach, how growth saturates, what networks change.

use super::{MONTH, inviting, observe, quantity, run, value, with_arm};
use crate::distribution::Distribution;
use crate::quantity::Quantity;
use crate::referral::parameters::{Contacts, Count, Parameters};
use crate::referral::people::State;
use crate::referral::programme::Arm;
use crate::table::{Content, Edges, Table};

fn everybody_tells(contacts: Contacts) -> Parameters {
    let mut parameters = inviting(0, 1.0);
    parameters.invitations.count = Count::Poisson(quantity(1.5));
    parameters.invitations.delay = Distribution::Deterministic(Quantity::hours(1));
    parameters.customers.churn = Quantity::ZERO;
    parameters.contacts = contacts;
    parameters.pool = 5_000;
    parameters
}

#[test]
fn an_invitation_to_somebody_who_is_in_is_wasted() {
    let seen = observe(&everybody_tells(Contacts::Pool), 700.0, 1);
    let (wasted, reach) = (value(&seen, "wasted").unwrap(), value(&seen, "reach").unwrap());
    // All invitations reach a person: those that are not wasted make a customer.
    let sent = (5_000.0 * reach - 20.0) / (1.0 - wasted);
    assert!((sent / (1.5 * 5_000.0 * reach) - 1.0).abs() < 0.06, "{sent}");
    assert!((reach - 0.58).abs() < 0.08 && wasted > 0.2, "{reach} {wasted}");
}

#[test]
fn strangers_are_never_wasted() {
    let mut parameters = everybody_tells(Contacts::Strangers);
    parameters.tree_limit = 100;
    let seen = observe(&parameters, 700.0, 1);
    assert_eq!((value(&seen, "wasted"), value(&seen, "reach")), (Some(0.0), None));
    let sizes = with_arm(&parameters, (700.0, 1), Arm::Programme, |arm| {
        arm.trees.iter().map(|tree| tree.size).max().unwrap()
    });
    // Those who were reached before the limit still count: at most a generation more.
    assert!((100..300).contains(&sizes), "{sizes}");
}

#[test]
fn on_a_ring_of_friends_word_goes_less_far_than_in_a_crowd() {
    let reach = |contacts: Contacts| value(&observe(&everybody_tells(contacts), 700.0, 3), "reach").unwrap();
    let crowd = reach(Contacts::Pool);
    let ring = reach(Contacts::SmallWorld { degree: 6, rewired: Quantity::ZERO });
    let small_world = reach(Contacts::SmallWorld { degree: 6, rewired: quantity(0.5) });
    assert!(ring < 0.25 * crowd && small_world > 2.0 * ring, "{ring} {small_world} {crowd}");
}

#[test]
fn on_an_edge_list_only_those_who_know_somebody_are_reached() {
    let edges = Edges::read(&[vec![0.0, 1.0, 2.0], vec![1.0, 2.0, 3.0]]).unwrap();
    let mut parameters = everybody_tells(Contacts::EdgeList { file: Table::new("edges.csv", edges) });
    parameters.pool = 10;
    parameters.seeds = 1;
    parameters.invitations.count = Count::Fixed(1_000);
    for seed in 0..20 {
        let customers = with_arm(&parameters, (700.0, seed), Arm::Programme, |arm| {
            (0..10).filter(|&slot| arm.people[slot].state == State::Paying).collect::<Vec<_>>()
        });
        let alone = customers.len() == 1 && customers[0] > 3;
        assert!(alone || customers == [0, 1, 2, 3], "{customers:?}");
    }
}

#[test]
fn a_declined_trial_leaves_somebody_who_can_be_invited_again() {
    let mut parameters = inviting(50, 0.5);
    parameters.pool = 20;
    parameters.seeds = 1;
    parameters.customers.churn = Quantity::ZERO;
    parameters.customers.trial = Distribution::Deterministic(Quantity::days(1));
    let seen = observe(&parameters, 24.0 * MONTH, 1);
    assert_eq!(value(&seen, "reach"), Some(1.0));
}

/// Of 40,000 months and more a tenth is known to within .006; error probability below 1e-4.
#[test]
fn the_referred_stay_longer_while_their_referrer_stays() {
    let mut parameters = inviting(4, 0.3);
    parameters.pool = 50_000;
    parameters.seeds = 2_000;
    parameters.customers.churn = quantity(0.1);
    let seen = observe(&parameters, 60.0 * MONTH, 1);
    let (organic, referred) =
        (value(&seen, "churn_organic").unwrap(), value(&seen, "churn_referred").unwrap());
    assert!((organic - 0.1).abs() < 0.006, "{organic}");
    // At least 1 - .9^.82, which it would be if no referrer ever left.
    assert!((0.0828 - 0.002..0.0965).contains(&referred), "{referred}");
}

#[test]
fn one_seed_gives_one_run() {
    let parameters = everybody_tells(Contacts::ScaleFree { links: 3 });
    let fingerprints = |seed: u64| run(&parameters, 300.0, seed).fingerprints;
    assert_eq!(fingerprints(4), fingerprints(4));
    assert_ne!(fingerprints(4), fingerprints(5));
}
