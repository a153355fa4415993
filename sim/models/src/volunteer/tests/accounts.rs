//! Invariants of any scenario.

use proptest::prelude::*;

use super::random::any_scene;
use super::scenes::plain;
use super::{horizon, observe, run, scenes, value};
use crate::model::Model;
use crate::parameter::Parameter;
use crate::quantity::Quantity;
use crate::volunteer::server::Fate;
use crate::volunteer::{Availability, Parameters, Statistics, Volunteer};

/// Equal up to rounding.
fn agree(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// All that was computed, in operations, and all that it came to.
fn computing(parameters: &Parameters, sums: &Statistics) -> (f64, f64) {
    let days = horizon(DAYS);
    let computed = value(&observe(parameters, days, sums), "throughput_computed") * days.end * 3600.0;
    let ended: f64 = sums.server.fates.iter().sum();
    (computed, ended + sums.fleet.lost + sums.unfinished)
}

const DAYS: u32 = 12;

#[track_caller]
fn everything_adds_up(name: &str, parameters: &Parameters, seed: u64) {
    let sums = run(parameters, horizon(DAYS), seed, 0);
    let server = &sums.server;
    assert_eq!(server.sent_ever, server.over_ever + server.in_progress, "{name}");
    assert_eq!(server.fates[Fate::Lost as usize], 0.0, "{name}: what is lost is counted on the hosts");
    let (computed, accounted) = computing(parameters, &sums);
    assert!(agree(computed, accounted), "{name}: computed {computed}, accounted for {accounted}");
}

#[test]
fn nothing_computed_is_unaccounted_for_in_any_scene() {
    for (name, parameters) in scenes::all() {
        if !parameters.applications.is_empty() {
            everything_adds_up(name, &parameters, 1);
        }
    }
}

#[test]
fn honest_credit_is_that_of_valid_results() {
    const OPERATIONS_PER_CREDIT: f64 = 86_400e9 / 200.0;
    for (name, parameters) in scenes::all() {
        let sums = run(&parameters, horizon(DAYS), 2, 0);
        let server = &sums.server;
        let honest = server.credit - server.credit_to_cheaters;
        let valid = server.fates[Fate::Valid as usize];
        if parameters.faults.fabricators == Quantity::ZERO {
            assert_eq!(server.credit_to_cheaters, 0.0, "{name}");
            // A single result's credit is kept in 24 bits.
            assert!(
                (honest * OPERATIONS_PER_CREDIT / valid.max(1.0) - 1.0).abs() < 1e-6 || valid == 0.0,
                "{name}"
            );
        } else {
            assert!(server.credit_to_cheaters > 0.0, "{name}");
        }
    }
}

#[test]
fn partitions_add_up() {
    let mut parameters = plain(500, Availability::Desktop);
    parameters.hosts_per_partition = 100;
    let days = horizon(DAYS);
    let volunteer = Volunteer::new(&parameters, days).unwrap();
    let parts: Vec<Statistics> =
        (0..volunteer.partitions()).map(|part| run(&parameters, days, 3, part)).collect();
    assert_eq!(parts.len(), 5);
    let mut total = parts[0].clone();
    parts[1..].iter().for_each(|part| volunteer.merge(&mut total, part.clone()));
    let count = |of: fn(&Statistics) -> u64| parts.iter().map(of).sum::<u64>();
    assert_eq!(total.server.sent_ever, count(|part| part.server.sent_ever));
    assert_eq!(total.server.jobs_completed, count(|part| part.server.jobs_completed));
    assert_eq!(total.server.turnaround.count(), count(|part| part.server.turnaround.count()));
    assert_eq!(total.fleet.joins, count(|part| part.fleet.joins));
    let (computed, accounted) = computing(&parameters, &total);
    assert!(agree(computed, accounted), "computed {computed}, accounted for {accounted}");
    assert_eq!(total.server.sent_ever, total.server.over_ever + total.server.in_progress);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_scenario_its_books_add_up(parameters in any_scene(), seed in 0_u64..1000) {
        prop_assert_eq!(parameters.validate(), []);
        everything_adds_up("random", &parameters, seed);
    }
}
