//! What the kernel costs per event, beside the plainest loop that could be written.
//!
//! `cargo bench --bench kernel` measures an M/M/1 queue and on/off hosts, with
//! exponential intervals and with those of SETI@home's truly random class, at a
//! thousand, a hundred thousand and a million hosts: through the kernel, and
//! through a loop around `std`'s `BinaryHeap` that draws the same variates from
//! the same streams. At the end it prints the ratios. Only these compare between
//! machines, and only within one run.

mod baseline;
mod hosts;
mod queue;
mod ratios;

use criterion::{BenchmarkId, Criterion, Throughput};

/// Events per measured iteration: enough to forget how it began.
const EVENTS: u64 = 200_000;

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);

    let mut group = criterion.benchmark_group("mm1");
    group.throughput(Throughput::Elements(EVENTS));
    group.bench_function("kernel", |bencher| queue::kernel(bencher, EVENTS));
    group.bench_function("binary_heap", |bencher| queue::binary_heap(bencher, EVENTS));
    group.finish();

    for intervals in [hosts::Intervals::exponential(), hosts::Intervals::random_class()] {
        let mut group = criterion.benchmark_group(intervals.name);
        group.throughput(Throughput::Elements(EVENTS));
        for hosts in [1_000, 100_000, 1_000_000] {
            group.bench_function(BenchmarkId::new("kernel", hosts), |bencher| {
                hosts::kernel(bencher, &intervals, hosts, EVENTS);
            });
            group.bench_function(BenchmarkId::new("binary_heap", hosts), |bencher| {
                hosts::binary_heap(bencher, &intervals, hosts, EVENTS);
            });
        }
        group.finish();
    }

    criterion.final_summary();
    ratios::print(EVENTS);
}
