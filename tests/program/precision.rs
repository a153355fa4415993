//! `--precision`: replications until the intervals are short enough, checked at fixed sample sizes.

use serde_json::Value;

use crate::desk::Desk;

fn run(arguments: &[&str]) -> Value {
    let arguments = [&["run"], arguments, &["--json", "--precision", "5%"]].concat();
    serde_json::from_str(&Desk::new().bazaar(&arguments).done().stdout).unwrap()
}

/// Asserts that every half-width is at most .05 / 1.05 of the mean found, which
/// is within .05 of the true one.
fn assert_precise(result: &Value) {
    let metrics = result["metrics"].as_object().unwrap().iter();
    let measured: Vec<_> = metrics.filter(|(_, metric)| !metric["mean"].is_null()).collect();
    assert!(measured.len() >= 3, "{result}");
    for (name, metric) in measured {
        let (mean, half_width) = (metric["mean"].as_f64().unwrap(), metric["half_width"].as_f64().unwrap());
        assert!(half_width <= mean.abs() * 0.05 / 1.05, "{name}: {mean} ± {half_width}");
    }
}

#[test]
fn the_first_look_is_at_ten_replications() {
    // Without jobs: one that fails now and then would need a hundred thousand looks.
    let result = run(&[
        "volunteer/base",
        "--replications",
        "2",
        "--set",
        "model.volunteer.hosts.initial=4000",
        "--set",
        "model.volunteer.applications={}",
    ]);
    assert_eq!(result["replications"], 10);
    assert_precise(&result);
}

#[test]
fn it_doubles_until_the_intervals_are_short_enough() {
    // 500 days of a queue at nine tenths: a wait of 8.1 h is known to about a
    // tenth from ten replications, so ten are not enough for a twentieth.
    let result = run(&[
        "reference/mm1",
        "--replications",
        "10",
        "--set",
        "study.horizon=500 d",
        "--set",
        "study.warm_up=10 d",
    ]);
    let replications = result["replications"].as_u64().unwrap();
    assert!(replications > 10, "{replications}");
    assert!((replications / 10).is_power_of_two() && replications.is_multiple_of(10), "{replications}");
    assert_precise(&result);
}

#[test]
fn what_was_enough_is_what_so_many_replications_give() {
    let sets = ["--set", "study.horizon=500 d", "--set", "study.warm_up=10 d"];
    let precise = run(&[&["reference/mm1", "--replications", "10"], &sets[..]].concat());
    let same = precise["replications"].to_string();
    let fixed = [&["run", "reference/mm1", "--json", "--replications", &same], &sets[..]].concat();
    let fixed: Value = serde_json::from_str(&Desk::new().bazaar(&fixed).done().stdout).unwrap();
    assert_eq!(precise["metrics"], fixed["metrics"]);
}

/// Half of all customers at this counter do not wait at all or do, so the median of waits jumps between values in
/// every replication; the mean is soon precise.
#[test]
fn a_metric_that_is_named_is_waited_for_alone() {
    let sets = ["--set", "study.horizon=500 d", "--set", "study.warm_up=10 d"];
    let all = run(&[&["reference/mm1", "--replications", "10"], &sets[..]].concat());
    let one = ["reference/mm1", "--replications", "10", "--metric", "utilisation"];
    let one = run(&[&one[..], &sets[..]].concat());
    assert_eq!(one["replications"], 10);
    assert!(all["replications"].as_u64() > Some(10), "{all}");
    let utilisation = &one["metrics"]["utilisation"];
    assert!(
        utilisation["half_width"].as_f64().unwrap() <= utilisation["mean"].as_f64().unwrap() * 0.05 / 1.05
    );
}

#[test]
fn a_metric_to_wait_for_must_be_one_of_the_model_and_needs_a_precision() {
    let unknown = Desk::new().bazaar(&["run", "reference/mm1", "--precision", "5%", "--metric", "launched"]);
    let unknown = unknown.refusal();
    assert!(unknown.contains("queue has no metric `launched`"), "{unknown}");
    let alone = Desk::new().bazaar(&["run", "reference/mm1", "--metric", "wait"]).refusal();
    assert!(alone.contains("--precision"), "{alone}");
}

#[test]
fn what_is_waited_for_is_a_part_of_what_run_a_folder_is_of() {
    let desk = Desk::new();
    let sets = ["--set", "study.horizon=500 d", "--set", "study.warm_up=10 d", "--out", "results"];
    let first = ["run", "reference/mm1", "--precision", "20%", "--metric", "utilisation"];
    assert_eq!(desk.bazaar(&[&first[..], &sets[..]].concat()).status, 0);
    let other = ["run", "reference/mm1", "--precision", "20%", "--metric", "wait"];
    desk.bazaar(&[&other[..], &sets[..]].concat()).refusal();
    assert_eq!(desk.bazaar(&[&first[..], &sets[..]].concat()).status, 0);
}
