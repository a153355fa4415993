//! The whole model: hosts, people and servers together.

mod accounts;
mod clients;
mod counted;
mod measured;
mod owners;
mod queued;
mod random;
mod replication;
pub(super) mod scenes;

use bazaar_engine::{Event, Key, Kind, Streams, Trace};

use super::population::Population;
use super::resolved::Resolved;
use super::{Parameters, Statistics, Volunteer};
use crate::model::{Driver as _, Finished, Horizon, Straight};
use crate::observation::Observation;

fn horizon(days: u32) -> Horizon {
    Horizon { end: f64::from(days) * 24.0, warm_up: 0.0, stretches: 4 }
}

/// All events but a host's own steps: when, of which kind, to whom.
#[derive(Debug, Default)]
struct Meetings(Vec<(u64, u16, u64)>);

impl Trace for Meetings {
    const ON: bool = true;

    fn event<K: Kind>(&mut self, event: &Event<K>, key: Key) {
        // The end of the run is one of a host's steps.
        const STEPS: core::ops::RangeInclusive<u16> = 0..=1;
        let (_, kind) = event.kind.component();
        if !STEPS.contains(&kind) {
            self.0.push((event.time.to_bits(), kind, key.bits()));
        }
    }
}

/// Runs one partition, and looks through the server's books before they are closed.
fn run(parameters: &Parameters, horizon: Horizon, seed: u64, partition: u32) -> Statistics {
    let plan = Resolved::new(parameters, horizon).unwrap();
    let streams = Streams::new(seed).component(Volunteer::NAME);
    let Finished { component, events, fingerprint } = Straight::<bazaar_engine::Untraced>::default()
        .drive(Population::new(&plan, streams, partition), horizon.end)
        .unwrap();
    component.server.audit();
    component.close(events, fingerprint)
}

/// Everything that is counted from the end of the warm-up on.
fn counts(sums: &Statistics) -> [u64; 11] {
    let (fleet, server) = (&sums.fleet, &sums.server);
    [
        fleet.joins,
        fleet.departures,
        fleet.groups.iter().map(|group| group.transitions).sum(),
        server.sent,
        server.returned,
        server.errors,
        server.misses,
        server.jobs_completed,
        server.jobs_failed,
        server.copies,
        server.wrong_accepted,
    ]
}

/// What a run of one partition measures.
fn observe(parameters: &Parameters, horizon: Horizon, sums: &Statistics) -> Observation {
    super::metrics::observe(sums, &Volunteer::new(parameters, horizon).unwrap())
}

/// The value of a metric; not a number where there is none.
fn value(observation: &Observation, metric: &str) -> f64 {
    let place = Volunteer::metrics().iter().position(|known| known.name == metric).unwrap();
    observation.values[place].unwrap_or(f64::NAN)
}
