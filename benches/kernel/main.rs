//! The cost of the kernel per event, compared with a minimal event loop.
//!
//! `cargo bench --bench kernel` measures an M/M/1 queue and on/off hosts, with
//! exponential intervals and with those of SETI@home's truly random class, at a
//! thousand, a hundred thousand and a million hosts: through the kernel, and
//! through a loop around `std`'s `BinaryHeap` that draws the same variates from
//! the same streams. At the end it prints the ratios that have targets. Only
//! these can be compared between machines, and only within one run.

mod aims;
mod estimates;
#[path = "../workloads/mod.rs"]
mod workloads;

use criterion::{Bencher, BenchmarkId, Criterion, Throughput};

use crate::workloads::hosts::Intervals;
use crate::workloads::{Run, kernel, plain, queue};

/// Events per measured iteration: enough for the initial state not to matter.
const EVENTS: u64 = 200_000;

const SIZES: [u32; 3] = [1_000, 100_000, 1_000_000];

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);

    let mut group = criterion.benchmark_group("mm1");
    group.throughput(Throughput::Elements(EVENTS));
    same_work(kernel::queue(), plain::queue(), 1e4);
    group.bench_function("kernel", |bencher| measure(bencher, kernel::queue(), 1, queue::RATE));
    group.bench_function("binary_heap", |bencher| measure(bencher, plain::queue(), 1, queue::RATE));
    group.finish();

    for (name, intervals) in
        [("exponential", Intervals::exponential()), ("random_class", Intervals::random_class())]
    {
        let mut group = criterion.benchmark_group(format!("hosts/{name}"));
        group.throughput(Throughput::Elements(EVENTS));
        same_work(kernel::hosts(&intervals, 1_000), plain::hosts(&intervals, 1_000), 1e3);
        for hosts in SIZES {
            let rate = f64::from(hosts) / intervals.between_changes();
            group.bench_function(BenchmarkId::new("kernel", hosts), |bencher| {
                measure(bencher, kernel::hosts(&intervals, hosts), hosts, rate);
            });
            group.bench_function(BenchmarkId::new("binary_heap", hosts), |bencher| {
                measure(bencher, plain::hosts(&intervals, hosts), hosts, rate);
            });
        }
        group.finish();
    }

    criterion.final_summary();
    estimates::print(&SIZES, EVENTS);
}

/// Runs `EVENTS` events at a time, after each of the `entities` has gone through one change.
fn measure(bencher: &mut Bencher<'_>, mut simulation: impl Run, entities: u32, rate: f64) {
    let mut end = 0.0;
    // Steps of simulated time that hold a few thousand events each.
    let step = 2_000.0 / rate;
    let mut run = |events: u64| {
        let goal = simulation.handled() + events;
        while simulation.handled() < goal {
            end += step;
            simulation.run_until(end);
        }
    };
    run(entities.into());
    bencher.iter(|| run(EVENTS));
}

/// A comparison is valid only if both do the same work.
fn same_work(mut kernel: impl Run, mut plain: impl Run, end: f64) {
    kernel.run_until(end);
    plain.run_until(end);
    assert_eq!(kernel.work(), plain.work(), "the kernel and the plain loop came to different results");
    assert_eq!((kernel.handled(), plain.handled()), (kernel.work().events, plain.work().events));
}
