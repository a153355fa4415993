//! `--set`: the scenario's own paths, units and errors.

use crate::desk::{Desk, SMALL_RUN};

fn run(sets: &[&str]) -> serde_json::Value {
    let mut arguments = [SMALL_RUN, &["--json"]].concat();
    for set in sets {
        arguments.extend(["--set", set]);
    }
    serde_json::from_str(&Desk::new().bazaar(&arguments).done().stdout).unwrap()
}

#[test]
fn it_takes_the_units_of_the_text() {
    let hours = run(&["study.horizon=36 h"]);
    assert_eq!(hours["horizon_days"], 1.5);
    let years = run(&["study.horizon=0.01 year"]);
    assert_eq!(years["horizon_days"], 3.6525);
}

#[test]
fn it_changes_what_is_simulated() {
    let mean = |value: &serde_json::Value, metric: &str| value["metrics"][metric]["mean"].as_f64().unwrap();
    let base = run(&[]);
    let faster = run(&["model.volunteer.machines.pc.flops_per_core=8.4 GFLOPS"]);
    // Nothing random depends on the speed of a core, so all else stays as it was.
    assert_eq!(mean(&base, "availability"), mean(&faster, "availability"));
    let ratio = mean(&faster, "throughput_gross") / mean(&base, "throughput_gross");
    assert!((ratio - 2.0).abs() < 1e-12, "{ratio}");
}

#[test]
fn the_last_one_wins() {
    assert_eq!(run(&["study.seed=5", "study.seed=7"])["seed"], 7);
}

#[test]
fn a_wrong_one_is_pointed_at() {
    let sets = ["--set", "study.horizon=30 GB", "--set", "model.volunteer.hots.initial=5"];
    let message = Desk::new().bazaar(&[SMALL_RUN, &sets].concat()).refusal();
    insta::assert_snapshot!(message);
}

#[test]
fn check_takes_it_too() {
    let desk = Desk::new();
    desk.bazaar(&["check", "volunteer/base", "--set", "study.horizon=90 d"]).done();
    let message = desk.bazaar(&["check", "volunteer/base", "--set", "study.horizon=90"]).refusal();
    assert!(message.contains("--set:1:15"), "{message}");
}
