//! Metrics that are read off sums in a way of their own.

use super::scenes::{application, machine, plain, quantity};
use super::{horizon, observe, run, value};
use crate::volunteer::Availability;

#[test]
fn the_tasks_that_run_are_what_is_computed_over_the_speed_of_a_core() {
    let mut parameters = plain(60, Availability::Desktop);
    machine(&mut parameters).cores = 3;
    let days = horizon(10);
    let observation = observe(&parameters, days, &run(&parameters, days, 1, 0));
    let running = value(&observation, "tasks_running");
    let speed = machine(&mut parameters).flops_per_core.canonical();
    let computed = value(&observation, "throughput_computed");
    assert!((running * speed / computed - 1.0).abs() < 1e-9, "{running} tasks, {computed} FLOPS");
    assert!((60.0..180.0).contains(&running), "{running} tasks on 180 cores");
}

#[test]
fn turnaround_is_a_distribution_with_its_mean() {
    let parameters = plain(60, Availability::Desktop);
    let days = horizon(10);
    let sums = run(&parameters, days, 1, 0);
    let observation = observe(&parameters, days, &sums);
    let [turnaround] = &observation.distributions[..] else { panic!("{:?}", observation.distributions) };
    assert_eq!((turnaround.metric, &turnaround.sketch), ("turnaround", &sums.server.turnaround));
    assert!(turnaround.sketch.count() > 500, "{}", turnaround.sketch.count());
    let [low, high] = [0.1, 0.99].map(|share| turnaround.sketch.quantile(share).unwrap());
    let mean = value(&observation, "turnaround");
    assert!(low < mean && mean < high, "{mean} h is not between {low} and {high}");
}

#[test]
fn without_results_nothing_has_a_turnaround() {
    let mut parameters = plain(5, Availability::Desktop);
    // So long that no task is completed.
    application(&mut parameters).flops = quantity(1e18);
    let days = horizon(1);
    let observation = observe(&parameters, days, &run(&parameters, days, 1, 0));
    assert!(observation.distributions.is_empty());
    assert!(value(&observation, "turnaround").is_nan());
}
