//! What the marketplace costs per event.
//!
//! `cargo bench -p bazaar-study --bench marketplace` runs `marketplace/base` grown to a thousand, ten thousand, a hundred thousand
//! and a million people, with the same density of people and with nine in ten in it from the start, so that all
//! of the model is at work: people think again, ask, search in space, are served, pay, rate, leak and leave. Every
//! run is as long as it takes for about as many events. At the end it prints the aims.
//!
//! Time is processor time where the system tells it (Linux), so that others on the machine count less; caches
//! and memory are shared all the same. Only ratios compare between machines.

mod clock;

use std::fmt::Write as _;
use std::hint::black_box;

use bazaar_engine::stream::Squares;
use bazaar_engine::{Streams, Untraced};
use bazaar_models::catalogue::Visitor;
use bazaar_models::model::{Horizon, Model};
use bazaar_scenario::Scenario;
use criterion::{BenchmarkId, Criterion, Throughput};

use crate::clock::ProcessorTime;

const SIZES: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// How many events of one person come in a month, about.
const EVENTS_PER_MONTH: f64 = 8.0;

/// How many events a run is to have: enough for the start not to matter.
const EVENTS: f64 = 4e6;

/// Nobody is measured for less than this, or pairs would never meet again.
const LEAST_MONTHS: f64 = 3.0;

/// Nor for longer, or a small market would be an old one, where everybody has met everybody.
const MOST_MONTHS: f64 = 12.0;

fn main() {
    let mut criterion =
        Criterion::default().with_measurement(ProcessorTime).configure_from_args().sample_size(10);
    let mut group = criterion.benchmark_group("marketplace");
    let mut costs = Vec::new();
    for people in SIZES {
        let scenario = market(people);
        let months = (EVENTS / EVENTS_PER_MONTH / f64::from(people)).clamp(LEAST_MONTHS, MOST_MONTHS);
        let horizon = Horizon { end: months * 730.5, warm_up: 0.0, stretches: 12 };
        let events = run(&scenario, horizon);
        let mut least = f64::INFINITY;
        group.throughput(Throughput::Elements(events));
        group.bench_function(BenchmarkId::new("base", people), |bencher| {
            bencher.iter_custom(|runs| {
                let begin = clock::now();
                for _ in 0..runs {
                    black_box(run(&scenario, horizon));
                }
                let spent = clock::now() - begin;
                least = least.min(spent / (runs * events) as f64);
                spent
            });
        });
        costs.push((people, least));
    }
    group.finish();
    criterion.final_summary();
    report(&costs);
}

/// The shipped scenario, grown.
fn market(people: u32) -> Scenario {
    // As many sellers to a buyer, and as many people to a square kilometre, as there.
    let sellers = people * 300 / 10_300;
    let width = 10.0 * (f64::from(people) / 10_300.0).sqrt();
    let mut sets = vec![
        format!("model.marketplace.buyers.potential={}", people - sellers),
        format!("model.marketplace.sellers.potential={sellers}"),
        format!("model.marketplace.cities.city.width={width} km"),
    ];
    for side in ["buyers", "sellers"] {
        sets.push(format!("model.marketplace.{side}.aware=1"));
        sets.push(format!("model.marketplace.{side}.seeded=0.9"));
    }
    Scenario::load("marketplace/base", &sets).unwrap_or_else(|error| panic!("{error:?}"))
}

/// One replication, in this thread.
struct Once;

impl Visitor for Once {
    type Output = u64;

    fn visit<M: Model>(self, model: &M) -> u64 {
        model.observe(model.run::<Squares, Untraced>(Streams::new(1).replication(0), 0)).events
    }
}

/// Runs one replication; how many events it had.
fn run(scenario: &Scenario, horizon: Horizon) -> u64 {
    scenario.model.visit(horizon, Once).unwrap_or_else(|error| panic!("{error}"))
}

/// The costs, and whether the aims are reached. The least of the samples is what the program needs when
/// others do not take the cache from it.
#[expect(clippy::print_stdout, reason = "this is the result of the bench")]
fn report(costs: &[(u32, f64)]) {
    let measured: Vec<(u32, f64)> = costs.iter().copied().filter(|(_, cost)| cost.is_finite()).collect();
    let mut text = String::from("\nprocessor time per event, least of the samples\n");
    for (people, cost) in &measured {
        let line = writeln!(
            text,
            "{people:>9} people {:>8.0} ns {:>8.2} million events a second",
            cost * 1e9,
            1e-6 / cost
        );
        line.unwrap_or_else(|error| panic!("{error}"));
    }
    let cost = |people: u32| measured.iter().find(|(size, _)| *size == people).map(|(_, cost)| *cost);
    let verdict = |reached: bool| if reached { "reached" } else { "not reached" };
    if let Some(cost) = cost(100_000) {
        let rate = 1e-6 / cost;
        let _ = writeln!(
            text,
            "million events a second and core, 1e5 people {rate:>6.2}   at least 5: {}",
            verdict(rate >= 5.0)
        );
    }
    if let (Some(few), Some(many)) = (cost(1_000), cost(1_000_000)) {
        let ratio = many / few;
        let _ = writeln!(
            text,
            "1e6 people to 1e3, cost per event            {ratio:>6.2}   at most 2.5: {}",
            verdict(ratio <= 2.5)
        );
    }
    println!("{text}");
}
