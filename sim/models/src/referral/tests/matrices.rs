//! Trees by size, and the reproduction number by arm and generation.

use super::{inviting, observe, quantity, value};
use crate::distribution::Distribution;
use crate::observation::{Matrix, Observation};
use crate::quantity::Quantity;
use crate::referral::parameters::{Contacts, Count, Parameters};

fn strangers(mean: f64) -> Parameters {
    let mut parameters = inviting(0, 1.0);
    parameters.invitations.count = Count::Poisson(quantity(mean));
    parameters.invitations.delay = Distribution::Deterministic(Quantity::hours(1));
    parameters.customers.churn = Quantity::ZERO;
    parameters.contacts = Contacts::Strangers;
    parameters.seeds = 20_000;
    parameters.tree_limit = 1_000;
    parameters
}

fn matrix<'a>(seen: &'a Observation, metric: &str) -> &'a Matrix {
    seen.matrices.iter().find(|matrix| matrix.metric == metric).unwrap()
}

#[test]
fn trees_by_size_are_the_metrics_of_small_trees_and_add_up() {
    let seen = observe(&strangers(0.8), 700.0, 1);
    let matrix = matrix(&seen, "trees_by_size");
    assert_eq!(matrix.rows.names, ["just so many", "at least so many"]);
    let (just, at_least) = (matrix.row(0), matrix.row(1));
    for (at, name) in
        ["trees_of_1", "trees_of_2", "trees_of_3", "trees_of_4", "trees_of_5"].iter().enumerate()
    {
        assert_eq!(just[at], value(&seen, name), "{name}");
    }
    assert_eq!((at_least[0], at_least[1]), (Some(1.0), value(&seen, "trees_by_size")));
    for (just, pair) in just.iter().zip(at_least.windows(2)) {
        assert!((pair[0].unwrap() - just.unwrap() - pair[1].unwrap()).abs() < 1e-12);
    }
}

/// Of 20,000 trees a share is known to within 4.9 standard errors; error probability below 2e-5 for the ten.
#[test]
fn the_sizes_of_trees_of_strangers_have_the_law_of_the_parameters() {
    for parameters in [strangers(0.5), Parameters { contacts: Contacts::Strangers, ..alike_in_nothing() }] {
        let law = parameters.progeny(5);
        assert!(law.is_exact);
        let seen = observe(&parameters, 700.0, 7);
        for (found, exact) in matrix(&seen, "trees_by_size").row(0).iter().zip(law.sizes) {
            let error = (exact * (1.0 - exact) / 20_000.0).sqrt();
            assert!((found.unwrap() - exact).abs() < 4.9 * error, "{found:?} {exact}");
        }
    }
}

/// Many who invite no one and a few who invite many, of whom a third convert.
fn alike_in_nothing() -> Parameters {
    let mut parameters = strangers(0.0);
    parameters.invitations.count = Count::NegativeBinomial { mean: quantity(2.0), dispersion: 0.5 };
    parameters.invitations.qualifies = quantity(0.3);
    parameters
}

/// Each of four generations has 1,000 people or more, whose Poisson numbers have a mean known to within 5 standard
/// errors; error probability below 1e-5.
#[test]
fn every_generation_of_strangers_brings_as_many_as_the_next() {
    let seen = observe(&strangers(0.5), 700.0, 3);
    let matrix = matrix(&seen, "k_factor");
    assert_eq!(matrix.columns.names[..3], ["0", "1", "2"]);
    for found in &matrix.row(0)[..4] {
        assert!((found.unwrap() - 0.5).abs() < 5.0 * (0.5_f64 / 1_000.0).sqrt(), "{found:?}");
    }
}

/// In the control arm a half of the invitations is sent: of 40,000 customers' and more, each arm's number is known
/// to within 4 %; error probability below 1e-5.
#[test]
fn without_the_programme_each_brings_as_many_fewer_as_are_not_invited() {
    let mut parameters = strangers(0.5);
    parameters.invitations.without_programme = quantity(0.5);
    let seen = observe(&parameters, 700.0, 5);
    let matrix = matrix(&seen, "k_factor");
    assert_eq!(matrix.rows.names, ["with the programme", "without it"]);
    let (with, without) = (matrix.row(0)[0].unwrap(), matrix.row(1)[0].unwrap());
    assert!((with - 0.5).abs() < 0.025 && (without - 0.25).abs() < 0.018, "{with} {without}");
}

#[test]
fn where_nobody_is_there_is_nothing_to_lay_out() {
    let mut parameters = inviting(2, 0.5);
    parameters.seeds = 0;
    parameters.organic.share = Quantity::ZERO;
    assert_eq!(observe(&parameters, 700.0, 1).matrices, []);
}
