//! `--precision`: goes on until the intervals are short enough, at fixed sample sizes.

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
