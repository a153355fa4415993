//! `bazaar sweep`: a scenario at several values of its parameters.

use serde_json::Value;

use crate::desk::Desk;

/// Nine points of a short run of a queue.
const GRID: &[&str] = &[
    "sweep",
    "reference/mm1",
    "--replications",
    "3",
    "--set",
    "study.horizon=50 h",
    "--set",
    "study.warm_up=0 h",
    "--set",
    "model.queue.servers=[1, 2, 3]",
    "--set",
    "study.seed=[7, 8, 9]",
];

fn json(arguments: &[&str]) -> Value {
    let text = Desk::new().bazaar(&[arguments, &["--json"]].concat()).done().stdout;
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_value_meets_every_other() {
    let object = json(GRID);
    assert_eq!(object["factors"], serde_json::json!(["model.queue.servers", "study.seed"]));
    let points = object["points"].as_array().unwrap();
    let values = |point: &Value| {
        let of = |factor: &str| point["values"][factor].as_str().unwrap().to_owned();
        format!("{} {}", of("model.queue.servers"), of("study.seed"))
    };
    let all: Vec<String> = points.iter().map(values).collect();
    assert_eq!(all, ["1 7", "1 8", "1 9", "2 7", "2 8", "2 9", "3 7", "3 8", "3 9"]);
}

#[test]
fn a_point_is_the_run_of_its_values() {
    let point = &json(GRID)["points"][4];
    let single = |value: &&str| match *value {
        "sweep" => "run".to_owned(),
        value => value.replace("[1, 2, 3]", "2").replace("[7, 8, 9]", "8"),
    };
    let arguments: Vec<String> = GRID.iter().map(single).collect();
    let run = json(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(point["metrics"], run["metrics"]);
    assert_eq!((&point["events"], &point["replications"]), (&run["events"], &run["replications"]));
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let with = |threads: &str| {
        Desk::new().bazaar(&[GRID, &["--threads", threads, "--format", "csv"]].concat()).done().stdout
    };
    assert_eq!(with("1"), with("3"));
}

#[test]
fn one_metric_makes_a_table_with_a_row_for_each_point() {
    let more = ["--metric", "utilisation", "--format", "csv"];
    let text = Desk::new().bazaar(&[GRID, &more].concat()).done().stdout;
    let mut lines = text.lines();
    let heading = "point,model.queue.servers,study.seed,metric,label,unit,mean,half_width,n,p10,p50,p90";
    assert_eq!(lines.next(), Some(heading));
    assert_eq!(lines.clone().count(), 9);
    assert!(lines.all(|line| line.contains(",utilisation,")), "{text}");
    let table = Desk::new().bazaar(&[GRID, &["--metric", "utilisation"]].concat()).done().stdout;
    assert_eq!(table.lines().filter(|line| line.starts_with("utilisation ")).count(), 9, "{table}");
    assert!(table.contains("9 points; "), "{table}");
}

#[test]
fn what_is_not_swept_and_what_is_not_measured_say_what_to_type() {
    let message = Desk::new().bazaar(&["sweep", "reference/mm1"]).refusal();
    assert!(message.contains("one value for every parameter") && message.contains("--set"), "{message}");
    let message = Desk::new().bazaar(&[GRID, &["--metric", "utilization"]].concat()).refusal();
    assert!(message.contains("did you mean `utilisation`?"), "{message}");
    let message = Desk::new().bazaar(&[&["run"], &GRID[1..]].concat()).refusal();
    assert!(message.contains("bazaar sweep"), "{message}");
}

#[test]
fn values_that_do_not_go_together_stop_it_before_it_starts() {
    let arguments = ["sweep", "reference/mm1", "--set", "study.horizon=[\"10 h\", \"9000 h\"]"];
    let answer =
        Desk::new().bazaar(&[&arguments[..], &["--set", "study.warm_up=[\"1 h\", \"50 h\"]"]].concat());
    let message = answer.refusal();
    assert!(message.contains("warm-up"), "{message}");
}

#[test]
fn a_factor_of_a_plan_that_is_not_there_is_refused() {
    let asked = ["sweep", "subscription/base", "--metric", "mrr", "--factor"];
    let refusal = |factor: &str| Desk::new().bazaar(&[&asked[..], &[factor]].concat()).refusal();
    let message = refusal("model.subscription.plans.payd.price=$9..$20");
    assert!(message.contains("no `payd`") && message.contains("did you mean `paid`"), "{message}");
    assert!(refusal("model.subscription.planz.paid.price=$9..$20").contains("plans"));
}
