//! `--json`: one object with the structure that scripts rely on.

use bazaar_models::catalogue::ModelParameters;
use serde_json::Value;

use crate::desk::{Desk, SMALL_RUN};

const FIELDS: [&str; 9] = [
    "schema",
    "scenario",
    "model",
    "seed",
    "replications",
    "horizon_days",
    "events",
    "elapsed_seconds",
    "metrics",
];

const METRIC_FIELDS: [&str; 4] = ["mean", "half_width", "n", "unit"];

/// A single project without a batch says nothing about these.
const EMPTY: [&str; 5] = ["fairness_share_error", "batch_p50", "batch_p90", "batch_p99", "batch_p100"];

/// The text of a run's JSON, and what it says.
fn run(more: &[&str]) -> (String, Value) {
    let text = Desk::new().bazaar(&[SMALL_RUN, &["--json"], more].concat()).done().stdout;
    let value = serde_json::from_str(&text).unwrap();
    (text, value)
}

/// Asserts that an object has these fields, no others, and its text has them in this order.
fn assert_fields(text: &str, object: &Value, fields: &[&str]) {
    assert_eq!(object.as_object().unwrap().len(), fields.len(), "{object}");
    let mut rest = text;
    for field in fields {
        assert!(object.get(field).is_some(), "{field} is missing in {object}");
        let (_, after) = rest.split_once(&format!("\"{field}\":")).unwrap_or_else(|| {
            panic!("{field} comes too early in {text}");
        });
        rest = after;
    }
}

#[test]
fn it_has_the_fields_of_the_contract_in_their_order() {
    let (text, object) = run(&[]);
    assert_fields(&text, &object, &FIELDS);
    assert_eq!(object["schema"], 1);
    assert_eq!(object["scenario"], "volunteer/base");
    assert_eq!(object["model"], "volunteer");
    assert_eq!(object["seed"], 1);
    assert_eq!(object["replications"], 3);
    assert_eq!(object["horizon_days"], 2.0);
    assert!(object["events"].as_u64().unwrap() > 300);
    assert!(object["elapsed_seconds"].as_f64().unwrap() > 0.0);
}

#[test]
fn it_is_one_line() {
    let (text, _) = run(&[]);
    assert_eq!(text.find('\n'), Some(text.len() - 1));
}

#[test]
fn every_metric_of_the_model_is_there_in_order() {
    let (text, object) = run(&[]);
    let volunteer =
        ModelParameters::defaults().into_iter().find(|model| model.name() == "volunteer").unwrap();
    let names: Vec<&str> = volunteer.metrics().iter().map(|metric| metric.name).collect();
    let (_, metrics_text) = text.split_once("\"metrics\":").unwrap();
    assert_fields(metrics_text, &object["metrics"], &names);
    for metric in volunteer.metrics() {
        let found = &object["metrics"][metric.name];
        let (_, metric_text) = metrics_text.split_once(&format!("\"{}\":", metric.name)).unwrap();
        assert_fields(metric_text, found, &METRIC_FIELDS);
        assert_eq!(found["unit"], metric.unit);
        if EMPTY.contains(&metric.name) {
            assert_eq!((&found["mean"], &found["n"]), (&Value::Null, &Value::from(0)), "{}", metric.name);
            continue;
        }
        assert_eq!(found["n"], 3, "{}", metric.name);
        assert!(found["mean"].is_f64(), "{}", metric.name);
        assert!(found["half_width"].as_f64().unwrap() >= 0.0, "{}", metric.name);
    }
}

#[test]
fn metrics_by_two_things_at_once_are_there_where_a_model_has_them() {
    let business =
        ["run", "subscription/base", "--json", "--replications=2", "--set", "study.horizon=3 month"];
    let text = Desk::new().bazaar(&business).done().stdout;
    let object: Value = serde_json::from_str(&text).unwrap();
    let retention = &object["matrices"]["cohort_retention"];
    let (_, matrix_text) = text.split_once("\"matrices\":").unwrap();
    assert_fields(matrix_text, retention, &["rows", "columns", "mean", "half_width", "n", "unit"]);
    assert_eq!(
        (&retention["rows"]["label"], &retention["columns"]["unit"]),
        (&"cohort".into(), &"months".into())
    );
    let (rows, columns) = (&retention["rows"]["names"], &retention["columns"]["names"]);
    for number in ["mean", "half_width", "n"] {
        let all = retention[number].as_array().unwrap();
        assert_eq!(all.len(), rows.as_array().unwrap().len(), "{number}");
        assert!(all.iter().all(|row| row.as_array().unwrap().len() == columns.as_array().unwrap().len()));
    }
    // The youngest cohort has no age but 0.
    let youngest = retention["mean"].as_array().unwrap().last().unwrap();
    assert!(youngest[0].is_f64() && youngest[1].is_null(), "{youngest}");
    let (_, without) = run(&[]);
    assert!(without.get("matrices").is_none());
}

#[test]
fn one_replication_has_no_half_width() {
    let (_, object) = run(&["--replications=1"]);
    for (name, metric) in object["metrics"].as_object().unwrap() {
        let n = u64::from(!EMPTY.contains(&name.as_str()));
        assert_eq!((&metric["half_width"], &metric["n"]), (&Value::Null, &Value::from(n)), "{name}");
    }
}

#[test]
fn what_a_run_says_nothing_about_is_null() {
    // Nobody arrives within the hour, so nobody waits.
    let nobody =
        ["run", "reference/mm1", "--json", "--set", "study.horizon=1 h", "--set", "study.warm_up=0 h"];
    let nobody = [&nobody[..], &["--set", "model.queue.arrivals={ deterministic = \"2 h\" }"]].concat();
    let text = Desk::new().bazaar(&nobody).done().stdout;
    let object: Value = serde_json::from_str(&text).unwrap();
    let wait = &object["metrics"]["wait"];
    assert_eq!(
        (&wait["mean"], &wait["half_width"], &wait["n"]),
        (&Value::Null, &Value::Null, &Value::from(0))
    );
    assert_eq!(object["metrics"]["customers_served"]["mean"], 0.0);
}
