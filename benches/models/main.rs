//! The cost of the models per event, compared with a minimal event loop.
//!
//! `cargo bench -p bazaar-study --bench models` scales the shipped scenarios to a thousand, a hundred thousand and
//! a million people, and simulates them long enough for about the same number of events. The reference is a loop around
//! `std`'s `BinaryHeap` with a hundred thousand hosts that go on and off: targets in events per second are those of a
//! machine on which one of its events takes 179 ns, so they are compared as ratios to it. At the end all are printed.
//!
//! Time is processor time if the system reports it (Linux), so that other processes matter less; caches
//! and memory are shared all the same. Only ratios can be compared between machines.

mod aims;
mod clock;
mod grown;
#[path = "../workloads/mod.rs"]
#[expect(dead_code, reason = "the measure is one of the loops that the bench of the kernel has")]
mod workloads;

use std::hint::black_box;

use bazaar_engine::stream::Squares;
use bazaar_engine::{Stalled, Streams, Untraced};
use bazaar_models::catalogue::Visitor;
use bazaar_models::model::{Horizon, Model};
use bazaar_models::observation::Observation;
use bazaar_scenario::Scenario;
use criterion::measurement::Measurement;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput};

use crate::aims::{Cost, Costs};
use crate::clock::ProcessorTime;
use crate::grown::Grown;
use crate::workloads::hosts::Intervals;
use crate::workloads::{Run, plain};

const SIZES: [u32; 3] = [1_000, 100_000, 1_000_000];

fn main() {
    let mut criterion =
        Criterion::default().with_measurement(ProcessorTime).configure_from_args().sample_size(10);
    let mut costs = Costs::default();
    let mut group = criterion.benchmark_group("measure");
    costs.measure = measure(&mut group);
    group.finish();
    for model in grown::MODELS {
        let mut group = criterion.benchmark_group(model);
        for size in SIZES {
            let Some(grown) = Grown::new(model, size) else { continue };
            costs.models.extend(bench(&mut group, model, size, &grown));
        }
        group.finish();
    }
    criterion.final_summary();
    aims::print(&costs);
}

/// The reference loop: seconds per event.
fn measure(group: &mut BenchmarkGroup<'_, ProcessorTime>) -> Option<f64> {
    const HOSTS: u32 = 100_000;
    const EVENTS: u64 = 1_000_000;
    let intervals = Intervals::exponential();
    let mut hosts = plain::hosts(&intervals, HOSTS);
    let step = 2_000.0 / f64::from(HOSTS) * intervals.between_changes();
    let mut end = 0.0;
    let mut run = |events: u64| {
        let goal = hosts.handled() + events;
        while hosts.handled() < goal {
            end += step;
            hosts.run_until(end);
        }
    };
    // Until the common start of all hosts no longer matters.
    run(HOSTS.into());
    group.throughput(Throughput::Elements(EVENTS));
    least_of(group, BenchmarkId::new("binary_heap", HOSTS), EVENTS, || run(EVENTS))
}

/// The cost of a model at a size, if it is selected.
fn bench(
    group: &mut BenchmarkGroup<'_, ProcessorTime>,
    model: &'static str,
    size: u32,
    grown: &Grown,
) -> Option<Cost> {
    let observation = run(&grown.scenario, grown.horizon);
    let events = observation.events;
    group.throughput(Throughput::Elements(events));
    let per_event = least_of(group, BenchmarkId::new("run", size), events, || {
        black_box(run(&grown.scenario, grown.horizon));
    })?;
    let results = grown.results(&observation);
    let results_per_second = results.map(|results| results / (per_event * events as f64));
    Some(Cost { model, size, per_event, results_per_second })
}

/// The minimum seconds per event of all samples: the cost when other processes do not evict the cache.
fn least_of<M: Measurement<Value = f64>>(
    group: &mut BenchmarkGroup<'_, M>,
    id: BenchmarkId,
    events: u64,
    mut run: impl FnMut(),
) -> Option<f64> {
    let mut least = f64::INFINITY;
    group.bench_function(id, |bencher| {
        bencher.iter_custom(|runs| {
            let begin = clock::now();
            (0..runs).for_each(|_| run());
            let spent = clock::now() - begin;
            least = least.min(spent / (runs * events) as f64);
            spent
        });
    });
    least.is_finite().then_some(least)
}

/// One replication, in this thread.
struct Once;

impl Visitor for Once {
    type Output = Result<Observation, Stalled>;

    fn visit<M: Model>(self, model: &M) -> Self::Output {
        // The partitions of a model are run one after the other.
        let streams = Streams::<Squares>::new(1).replication(0);
        let mut total = model.run::<Squares, Untraced>(streams, 0)?;
        for partition in 1..model.partitions() {
            model.merge(&mut total, model.run::<Squares, Untraced>(streams, partition)?);
        }
        Ok(model.observe(total))
    }
}

fn run(scenario: &Scenario, horizon: Horizon) -> Observation {
    let seen = scenario.model.visit(horizon, Once).unwrap_or_else(|error| panic!("{error}"));
    seen.unwrap_or_else(|error| panic!("{error}"))
}
