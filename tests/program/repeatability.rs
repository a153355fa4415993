//! The same scenario, seed and version give the same bytes, on any number of threads and in any environment.

use crate::desk::{Desk, SMALL_RUN};

/// Three partitions and three replications: nine pieces of work for the threads to share.
const RUN: &[&str] = &[
    "run",
    "volunteer/base",
    "--json",
    "--replications",
    "3",
    "--set",
    "model.volunteer.hosts.initial=9000",
    "--set",
    "study.horizon=2 d",
];

/// A JSON result without the one field that may differ.
fn without_time(json: &str) -> String {
    let (before, rest) = json.split_once("\"elapsed_seconds\":").unwrap();
    let (_, after) = rest.split_once(',').unwrap();
    format!("{before}{after}")
}

fn run(arguments: &[&str]) -> String {
    without_time(&Desk::new().bazaar(arguments).done().stdout)
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(run(RUN), run(RUN));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let one = run(&[RUN, &["--threads", "1"]].concat());
    for threads in ["0", "2", "5"] {
        assert_eq!(one, run(&[RUN, &["--threads", threads]].concat()), "{threads} threads");
    }
}

#[test]
fn another_seed_gives_other_results() {
    let small = [SMALL_RUN, &["--json"]].concat();
    let scenario_seed = run(&small);
    assert_eq!(scenario_seed, run(&[&small[..], &["--seed", "1"]].concat()));
    let other = run(&[&small[..], &["--seed", "2"]].concat());
    let metrics = |text: &str| text.split_once("\"metrics\"").unwrap().1.to_owned();
    assert_ne!(metrics(&scenario_seed), metrics(&other));
    assert!(other.contains("\"seed\":2,"), "{other}");
}

#[test]
fn the_largest_seed_is_a_seed() {
    let told = |seed: &str| {
        let text = Desk::new().bazaar(&[SMALL_RUN, &["--json", "--seed", seed]].concat()).done().stdout;
        serde_json::from_str::<serde_json::Value>(&text).unwrap()["seed"].clone()
    };
    // From 2^53 on a number of JSON is rounded by many readers, and a text is not.
    assert_eq!(told("9007199254740991"), 9_007_199_254_740_991_u64);
    for seed in ["9007199254740992", "9007199254740993", "18446744073709551615"] {
        assert_eq!(told(seed), seed);
    }
}

#[test]
fn more_replications_begin_with_those_one_has() {
    // With one replication the mean is the replication itself; the mean of two
    // must then lie between the first and any other value, and not be the first.
    let mean = |replications: &str| {
        let small = [SMALL_RUN, &["--json", "--replications", replications]].concat();
        let text = Desk::new().bazaar(&small).done().stdout;
        let object: serde_json::Value = serde_json::from_str(&text).unwrap();
        object["metrics"]["availability"].clone()
    };
    let (one, two) = (mean("1"), mean("2"));
    let (first, both) = (one["mean"].as_f64().unwrap(), two["mean"].as_f64().unwrap());
    // The half-width of two values a and b is t(.975, 1) |a - b| / 2, so the
    // first lies |a - b| / 2 from the mean: the sample holds the first.
    let distance = two["half_width"].as_f64().unwrap() / 12.706_204_736_174_7;
    assert!(((first - both).abs() - distance).abs() < 1e-9, "{first} is not among {both} ± {distance}");
}

#[test]
fn a_shipped_scenario_runs_the_same_from_its_file() {
    let desk = Desk::new();
    let shipped = bazaar_scenario::shipped().find(|scenario| scenario.name == "volunteer/base").unwrap();
    desk.file("copy.toml", shipped.text);
    let mut arguments = SMALL_RUN.to_vec();
    arguments[1] = "copy.toml";
    let copy = without_time(&desk.bazaar(&[&arguments[..], &["--json"]].concat()).done().stdout);
    let original = run(&[SMALL_RUN, &["--json"]].concat());
    assert_eq!(copy.replace("copy.toml", "volunteer/base"), original);
}
