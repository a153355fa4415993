//! `bazaar stress`: which assumptions a conclusion depends on, and where it fails.

use serde_json::Value;

use crate::desk::Desk;

/// A counter that is busy for nine tenths of the time, for a while.
const COUNTER: &[&str] = &[
    "stress",
    "reference/mm1",
    "--set",
    "study.horizon=600 h",
    "--set",
    "study.warm_up=50 h",
    "--replications",
    "4",
];

fn json(arguments: &[&str]) -> Value {
    let text = Desk::new().bazaar(&[COUNTER, arguments, &["--json"]].concat()).done().stdout;
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_part_that_the_plan_leaves_out_is_not_switched_on_to_doubt_it() {
    let desk = Desk::new();
    let asked = ["stress", "platform/osu-plan", "--aspect", "mechanisms", "--only", "model.platform.on"];
    let short = ["--metric", "cash", "--replications", "2", "--set", "study.horizon=60 d"];
    let table = desk.bazaar(&[&asked[..], &short].concat()).done().stdout;
    assert!(table.contains("on.marketplace") || table.contains("marketplace "), "{table}");
    assert!(!table.contains("volunteer"), "{table}");
    let refusal = desk.bazaar(&[&asked[..5], &["model.platform.volunteer"], &short[..4]].concat()).refusal();
    assert!(refusal.contains("no such assumption"), "{refusal}");
}

#[test]
fn each_kind_of_assumption_has_its_rows_with_an_interval_and_a_number() {
    let object = json(&[
        "--metric",
        "wait",
        "--arm",
        "two:model.queue.servers=2",
        "--aspect",
        "families",
        "--aspect",
        "starts",
    ]);
    let doubts = object["doubts"].as_array().unwrap();
    for kind in ["family", "start", "stated"] {
        assert!(doubts.iter().any(|doubt| doubt["kind"] == kind), "{kind}: {object}");
    }
    for doubt in doubts {
        assert!(doubt["half_width"].as_f64().is_some_and(|half| half >= 0.0), "{doubt}");
        assert_eq!(doubt["n"], 4, "{doubt}");
    }
    let difference = |kind: &str| {
        doubts.iter().find(|doubt| doubt["kind"] == kind).unwrap()["difference"].as_f64().unwrap()
    };
    assert!(difference("stated") < 0.0, "a second server shortens the wait: {object}");
}

#[test]
fn the_rows_begin_with_the_scenario_as_it_is_and_say_whether_the_conclusion_holds() {
    let arguments = [COUNTER, &["--criterion", "utilisation <= 0.95", "--aspect", "rates"]].concat();
    let table = Desk::new().bazaar(&arguments).done().stdout;
    let row = |words: &[&str]| {
        let has = |line: &&str| words.iter().all(|word| line.contains(word));
        table.lines().find(has).unwrap_or_else(|| panic!("no row with {words:?}: {table}")).to_owned()
    };
    assert!(row(&["as it is", "holds"]).starts_with("utilisation"), "{table}");
    assert!(row(&["arrivals", "× 2"]).ends_with("fails"), "{table}");
    assert!(row(&["arrivals", "× 0.5"]).ends_with("holds"), "{table}");
    assert!(table.contains("utilisation at most 0.95"), "{table}");
}

#[test]
fn where_the_conclusion_fails_is_said_in_words_with_coverage_and_density() {
    let search = [
        "--criterion",
        "utilisation <= 0.7",
        "--aspect",
        "families",
        "--only",
        "model.queue.service",
        "--discover",
        "--points",
        "100",
        "--factor",
        "model.queue.service.exponential.mean=0.1 h..1 h",
        "--factor",
        "study.seed=1..1000",
    ];
    let object = json(&search);
    let found = &object["discovery"];
    // A counter is busy for the mean service over the mean gap, an hour.
    let sides = found["sides"].as_array().unwrap();
    assert_eq!(sides.len(), 1, "luck bounds nothing: {object}");
    let low: f64 = sides[0]["low"].as_str().unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!((0.62..0.78).contains(&low) && sides[0]["high"].is_null(), "{object}");
    for share in ["coverage", "density"] {
        assert!(found[share].as_f64().unwrap() > 0.9, "{object}");
    }
    let desk = Desk::new();
    let table = desk.bazaar(&[COUNTER, &search, &["--out", "results"]].concat()).done().stdout;
    assert!(table.contains("it fails where exponential.mean is at least 0."), "{table}");
    for file in [
        "stress.csv",
        "design.csv",
        "results.csv",
        "boxes.parquet",
        "figures/utilisation_stress.svg",
        "figures/failures.svg",
    ] {
        assert!(desk.path().join("results").join(file).exists(), "{file}");
    }
}

#[test]
fn results_are_the_same_on_any_number_of_threads_and_when_the_study_is_read_again() {
    let desk = Desk::new();
    let asked = [
        "--metric",
        "wait",
        "--aspect",
        "families",
        "--criterion",
        "wait <= 8",
        "--discover",
        "--points",
        "24",
    ];
    for (threads, folder) in [("1", "one"), ("3", "three")] {
        desk.bazaar(&[COUNTER, &asked, &["--threads", threads, "--out", folder]].concat()).done();
    }
    desk.bazaar(&["stress", "one/study.toml", "--out", "again"]).done();
    for file in
        ["stress.parquet", "results.csv", "boxes.csv", "observations.parquet", "figures/wait_stress.svg"]
    {
        let read = |folder: &str| std::fs::read(desk.path().join(folder).join(file)).unwrap();
        assert_eq!(read("one"), read("three"), "{file}");
        assert_eq!(read("one"), read("again"), "{file}");
    }
}

#[test]
fn what_cannot_be_doubted_is_said() {
    let refusal = |arguments: &[&str]| Desk::new().bazaar(&[COUNTER, arguments].concat()).refusal();
    assert!(refusal(&[]).contains("a --metric or a --criterion"));
    assert!(refusal(&["--criterion", "wait > 3"]).contains("type a metric, >= or <="));
    assert!(refusal(&["--metric", "wait", "--only", "model.queue.sevice"]).contains("model.queue.service"));
    assert!(refusal(&["--metric", "wait", "--scale", "0"]).contains("a scale must be above zero"));
    assert!(refusal(&["--metric", "wait", "--discover"]).contains("--criterion"));
    assert!(refusal(&["--metric", "wait", "--arm", "two"]).contains("is not an arm"));
    let message = refusal(&["--metric", "wait", "--arm", "two:model.queue.serers=2"]);
    assert!(message.contains("did you mean `servers`?"), "{message}");
}
