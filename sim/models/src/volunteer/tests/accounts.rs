//! What must add up, whatever the scenario.

use proptest::prelude::*;

use super::scenes::{application, machine, plain, quantity};
use super::{horizon, observe, run, scenes, value};
use crate::model::Model;
use crate::quantity::Quantity;
use crate::volunteer::server::Fate;
use crate::volunteer::{Arrivals, Availability, Parameters, Sums, Supply, Volunteer};

/// Equal up to rounding.
fn agree(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

fn availability() -> impl Strategy<Value = Availability> {
    prop::sample::select(vec![
        Availability::Random,
        Availability::Desktop,
        Availability::DesktopGrid,
        Availability::Peer,
        Availability::AlwaysOn,
    ])
}

fn supply() -> impl Strategy<Value = Supply> {
    prop_oneof![
        Just(Supply::Unlimited),
        (0_u32..500).prop_map(Supply::Batch),
        (0.0..20.0).prop_map(|rate| Supply::Stream(quantity(rate))),
        (1_u32..100, 1_u32..60)
            .prop_map(|(jobs, hours)| Supply::Burst { jobs, every: Quantity::hours(hours) }),
    ]
}

prop_compose! {
    fn replication(parameters: Parameters)(
        (quorum, more_copies, more_successes) in (1_u32..4, 0_u32..3, 0_u32..4),
        max_errors in 0_u32..4,
        spare in 0_u32..5,
        bound in 10_u32..200,
        retry in 0.2..1.0,
        flags in prop::array::uniform4(any::<bool>()),
        (quota, run) in (1_u32..200, 0_u32..30),
        supply in supply(),
    ) -> Parameters {
        let mut parameters = parameters.clone();
        let application = application(&mut parameters);
        application.min_quorum = quorum;
        application.target_nresults = quorum + more_copies;
        application.max_total_results = quorum + more_copies + spare;
        application.max_success_results = quorum + more_successes;
        application.max_error_results = max_errors;
        application.delay_bound = Quantity::hours(bound);
        application.retry_delay = quantity(retry);
        (application.daily_quota, application.initial_run) = (quota, run);
        application.adaptive_replication = flags[0];
        application.homogeneous_redundancy = flags[1];
        application.platform_dependent = flags[2];
        application.uses_gpu = flags[3];
        application.supply = supply;
        parameters
    }
}

prop_compose! {
    fn crowd()(
        (hosts, cores) in (1_u32..60, 0_u32..6),
        availability in availability(),
        faults in prop::array::uniform4(0.0..0.3),
        (checkpoint, slice) in (0_u32..5, 1_u32..5),
        (least, more) in (0_u32..20, 0_u32..20),
        (hosts_each, recruits, patience) in (1.0..4.0, 0.0..0.05, prop::option::of(1_u32..30)),
        joins in 0.0..0.5,
        hours_per_job in 0.01..20.0,
    ) -> Parameters {
        let mut parameters = plain(hosts, availability);
        machine(&mut parameters).cores = cores;
        parameters.hosts.arrivals = Arrivals::Rate(quantity(joins));
        let shares = faults.map(quantity);
        parameters.faults.client_errors = shares[0];
        parameters.faults.wrong_results = shares[1];
        parameters.faults.fabricators = shares[2];
        parameters.faults.failing = shares[3];
        parameters.client.checkpoint = Quantity::hours(checkpoint);
        parameters.client.time_slice = Quantity::hours(slice);
        parameters.client.min_buffer = Quantity::hours(least);
        parameters.client.additional_buffer = Quantity::hours(more);
        parameters.people.hosts_each = hosts_each;
        parameters.people.recruits = quantity(recruits);
        parameters.people.patience = patience.map(Quantity::days);
        application(&mut parameters).flops = quantity(hours_per_job * 4.2e9 * 3600.0);
        parameters
    }
}

fn any_scene() -> impl Strategy<Value = Parameters> {
    crowd().prop_flat_map(replication)
}

/// All that was computed, in operations, and all that it came to.
fn computing(parameters: &Parameters, sums: &Sums) -> (f64, f64) {
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
    let parts: Vec<Sums> = (0..volunteer.partitions()).map(|part| run(&parameters, days, 3, part)).collect();
    assert_eq!(parts.len(), 5);
    let mut total = parts[0].clone();
    parts[1..].iter().for_each(|part| volunteer.merge(&mut total, part.clone()));
    let count = |of: fn(&Sums) -> u64| parts.iter().map(of).sum::<u64>();
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
        prop_assume!(parameters.validate().is_empty());
        everything_adds_up("random", &parameters, seed);
    }
}
