//! Hosts that are followed at once, and hosts whose every step is an event: the same history.

use bazaar_engine::Streams;
use proptest::prelude::*;

use super::random::any_scene;
use super::{Meetings, counts, horizon, observe, scenes};
use crate::model::Horizon;
use crate::volunteer::population::Population;
use crate::volunteer::resolved::Resolved;
use crate::volunteer::{Parameters, Statistics, Steps, Volunteer};

fn history(parameters: &Parameters, horizon: Horizon, seed: u64) -> (Meetings, Statistics) {
    let plan = Resolved::new(parameters, horizon).unwrap();
    let streams: Streams = Streams::new(seed);
    let population = Population::new(&plan, streams.component(Volunteer::NAME), 0);
    let mut simulation = bazaar_engine::Simulation::traced(population, Meetings::default());
    simulation.run_until(horizon.end).unwrap();
    let events = simulation.handled();
    let (population, meetings) = simulation.into_parts();
    (meetings, population.close(events, None))
}

/// What is counted from time zero on, or only at the end.
fn ever(sums: &Statistics) -> [u64; 4] {
    [sums.events, sums.server.sent_ever, sums.server.over_ever, sums.server.in_progress]
}

#[track_caller]
fn walked_is_queued(name: &str, parameters: &Parameters, seed: u64) -> usize {
    let horizon = Horizon { warm_up: 24.0, ..horizon(12) };
    let walked = Parameters { steps: Steps::Walked, ..parameters.clone() };
    let queued = Parameters { steps: Steps::Queued, ..parameters.clone() };
    let (ahead, at_once) = history(&walked, horizon, seed);
    let (in_step, by_event) = history(&queued, horizon, seed);
    let differs = ahead.0.iter().zip(&in_step.0).position(|(one, other)| one != other);
    assert_eq!(differs, None, "{name}, seed {seed}");
    assert_eq!(ahead.0.len(), in_step.0.len(), "{name}, seed {seed}");
    assert_eq!(counts(&at_once), counts(&by_event), "{name}, seed {seed}");
    assert_eq!(ever(&at_once), ever(&by_event), "{name}, seed {seed}");
    let values =
        |sums| observe(parameters, horizon, sums).values.into_iter().map(|value| value.unwrap_or(-1.0));
    for ((metric, one), other) in Volunteer::metrics().iter().zip(values(&at_once)).zip(values(&by_event)) {
        let is_equal = (one - other).abs() <= 1e-9 * one.abs();
        assert!(is_equal, "{name}, seed {seed}: {} is {one} and {other}", metric.name);
    }
    ahead.0.len()
}

#[test]
fn walked_and_queued_hosts_meet_servers_at_the_same_times() {
    for (name, parameters) in scenes::all() {
        for seed in 1..=3 {
            let meetings = walked_is_queued(name, &parameters, seed);
            let is_enough = meetings > 1000 || parameters.applications.is_empty();
            assert!(is_enough, "{name}: {meetings} meetings prove little");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn walked_and_queued_hosts_agree_in_any_scenario(parameters in any_scene(), seed in 0_u64..1000) {
        walked_is_queued("random", &parameters, seed);
    }
}
