//! Hosts that are followed at once, and hosts whose every step is an event: the same history.

use bazaar_engine::Streams;

use super::{Meetings, horizon, observe, scenes};
use crate::model::Horizon;
use crate::volunteer::plan::Plan;
use crate::volunteer::population::Population;
use crate::volunteer::{Parameters, Steps, Sums, Volunteer};

fn history(parameters: &Parameters, horizon: Horizon, seed: u64) -> (Meetings, Sums) {
    let plan = Plan::new(parameters, horizon).unwrap();
    let streams: Streams = Streams::new(seed);
    let population = Population::new(&plan, streams.component(Volunteer::NAME), 0);
    let mut simulation = bazaar_engine::Simulation::traced(population, Meetings::default());
    simulation.run_until(horizon.end);
    let events = simulation.handled();
    let (population, meetings) = simulation.into_parts();
    (meetings, population.close(events, None))
}

fn counts(sums: &Sums) -> [u64; 14] {
    let (fleet, server) = (&sums.fleet, &sums.server);
    [
        sums.events,
        fleet.joins,
        fleet.departures,
        fleet.groups.iter().map(|group| group.transitions).sum(),
        server.sent_ever,
        server.over_ever,
        server.in_progress,
        server.returned,
        server.errors,
        server.misses,
        server.jobs_completed,
        server.jobs_failed,
        server.copies,
        server.wrong_accepted,
    ]
}

#[test]
fn walked_and_queued_hosts_meet_servers_at_the_same_times() {
    for (name, mut parameters) in scenes::all() {
        for seed in 1..=3 {
            let horizon = Horizon { warm_up: 24.0, ..horizon(14) };
            parameters.steps = Steps::Walked;
            let (walked, ahead) = history(&parameters, horizon, seed);
            parameters.steps = Steps::Queued;
            let (queued, in_step) = history(&parameters, horizon, seed);

            if !parameters.applications.is_empty() {
                assert!(walked.0.len() > 1000, "{name}: {} meetings prove little", walked.0.len());
            }
            let differs = walked.0.iter().zip(&queued.0).position(|(one, other)| one != other);
            assert_eq!(differs, None, "{name}, seed {seed}");
            assert_eq!(walked.0.len(), queued.0.len(), "{name}, seed {seed}");
            assert_eq!(counts(&ahead), counts(&in_step), "{name}, seed {seed}");
            let (ahead, in_step) =
                (observe(&parameters, horizon, &ahead), observe(&parameters, horizon, &in_step));
            for ((metric, one), other) in Volunteer::METRICS.iter().zip(ahead.values).zip(in_step.values) {
                let (one, other) = (one.unwrap_or(-1.0), other.unwrap_or(-1.0));
                let is_equal = (one - other).abs() <= 1e-9 * one.abs();
                assert!(is_equal, "{name}, seed {seed}: {} is {one} and {other}", metric.name);
            }
        }
    }
}
