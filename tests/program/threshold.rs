//! `bazaar threshold`: the parameter value at which an outcome changes.

use serde_json::Value;

use crate::desk::Desk;

/// A server's utilisation is the mean service time over the mean gap of an hour, regardless of random variation.
const BUSY: &[&str] = &[
    "threshold",
    "reference/mm1",
    "--set",
    "study.horizon=1000 h",
    "--set",
    "study.warm_up=20 h",
    "--metric",
    "utilisation",
    "--along",
    "model.queue.service.exponential.mean=0.1 h..0.9 h",
    "--tolerance",
    "0.02 h",
];

fn json(arguments: &[&str]) -> Value {
    let text = Desk::new().bazaar(&[arguments, &["--json"]].concat()).done().stdout;
    serde_json::from_str(&text).unwrap()
}

/// Each interval covers in 95 of 100 seeds, and this seed is fixed.
#[test]
fn where_a_server_is_busy_half_of_the_time_is_found() {
    for kind in ["--root", "--turn"] {
        let object = json(&[BUSY, &[kind, "0.5"]].concat());
        let found = &object["thresholds"][0];
        let number = |key: &str| found[key].as_f64().unwrap();
        assert!(number("low") <= 0.5 && 0.5 <= number("high"), "{kind}: {object}");
        assert!(number("high") - number("low") <= 0.04 && found["precise"] == true, "{kind}: {object}");
        assert_eq!(
            (&object["unit"], &object["along"]),
            (&"h".into(), &BUSY[9].split('=').next().unwrap().into())
        );
    }
}

#[test]
fn a_frontier_has_a_row_for_each_value_of_the_second_parameter() {
    let over = ["--root", "0.25", "--over", "model.queue.arrivals.exponential.mean=1 h,2 h"];
    let object = json(&[BUSY, &over].concat());
    let found = object["thresholds"].as_array().unwrap();
    assert_eq!(
        found.iter().map(|one| one["over"].as_str().unwrap()).collect::<Vec<_>>(),
        ["\"1 h\"", "\"2 h\""]
    );
    // A quarter of an hour at a gap of one, half an hour at a gap of two.
    for (one, expected) in found.iter().zip([0.25, 0.5]) {
        assert!((one["value"].as_f64().unwrap() - expected).abs() < 0.03, "{object}");
    }
    let desk = Desk::new();
    let table = desk.bazaar(&[BUSY, &over, &["--out", "results"]].concat()).done().stdout;
    assert!(table.contains("where the mean of utilisation passes 0.25\n"), "{table}");
    assert!(desk.path().join("results/figures/utilisation_frontier.svg").exists());
}

#[test]
fn what_does_not_turn_ends_with_1() {
    let answer = Desk::new().bazaar(&[BUSY, &["--root", "2"]].concat());
    assert_eq!(answer.status, 1, "{}", answer.stderr);
    assert!(answer.stdout.contains("below 2 everywhere"), "{}", answer.stdout);
    assert!(answer.stderr.contains("wider range"), "{}", answer.stderr);
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let with = |threads: &str| {
        let more = ["--root", "0.5", "--threads", threads, "--format", "csv"];
        Desk::new().bazaar(&[BUSY, &more].concat()).done().stdout
    };
    assert_eq!(with("1"), with("3"));
}

#[test]
fn what_is_lacking_is_said_with_what_to_type() {
    let refusal = |arguments: &[&str]| Desk::new().bazaar(arguments).refusal();
    assert!(refusal(BUSY).contains("--turn 0.5"));
    assert!(refusal(&["threshold", "reference/mm1", "--root", "1"]).contains("--metric"));
    let message = refusal(&[&BUSY[..10], &["--root", "0.5", "--tolerance", "3 km"]].concat());
    assert!(message.contains("`tolerance` must be above zero"), "{message}");
    let along = [
        "threshold",
        "reference/mm1",
        "--metric",
        "wait",
        "--root",
        "1",
        "--along",
        "model.queue.servers=1,2",
    ];
    let message = refusal(&along);
    assert!(message.contains("`along` needs a range"), "{message}");
}
