//! What a scenario text means.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::distribution::Distribution;
use bazaar_models::quantity::Quantity;
use bazaar_scenario::{Diagnostic, Scenario, ScenarioError, Source};

const TEXT: &str = r#"
title = "A bank"
description = """
Two tellers.
"""

[study]
horizon = { value = "10 d", source = "assumption" }
seed = 18446744073709551615

[model.queue]
servers = { value = [2, { value = 3, source = "a hope" }], source = "counted" }
service = { exponential = { mean = ["50 min", "1 h", "70 min"] } }
"#;

fn parse(text: &str, sets: &[&str]) -> Scenario {
    Scenario::parse(Source::new("bank", text), sets).unwrap()
}

fn servers(scenario: &Scenario) -> u32 {
    match &scenario.model {
        ModelParameters::Queue(queue) => queue.servers,
        other => panic!("{} is no queue", other.name()),
    }
}

fn messages(error: &ScenarioError) -> Vec<&str> {
    error.diagnostics().iter().map(Diagnostic::message).collect()
}

#[test]
fn every_value_is_typed_and_defaults_fill_the_rest() {
    let scenario = parse(TEXT, &[]);
    assert_eq!(scenario.name, "bank");
    assert_eq!(scenario.title, "A bank");
    assert_eq!(scenario.description, "Two tellers.\n");
    assert_eq!(scenario.study.horizon, Quantity::days(10));
    assert_eq!(scenario.study.seed, u64::MAX);
    assert_eq!(scenario.study.replications, 20);
    assert_eq!(servers(&scenario), 2);
}

#[test]
fn a_source_is_kept_beside_the_value() {
    let scenario = parse(TEXT, &[]);
    let sources: Vec<_> = scenario.sources.iter().collect();
    assert_eq!(sources.len(), 2);
    assert_eq!(scenario.sources["study.horizon"], "assumption");
    assert_eq!(scenario.sources["model.queue.servers"], "counted");
}

#[test]
fn an_array_is_a_sweep_where_the_type_takes_no_list() {
    let sweeps = parse(TEXT, &[]).sweeps;
    assert_eq!(sweeps.len(), 2);
    assert_eq!(sweeps[0].path, "model.queue.servers");
    assert_eq!(sweeps[0].values, ["2", "{ value = 3, source = \"a hope\" }"]);
    assert_eq!(sweeps[1].path, "model.queue.service.exponential.mean");
    assert_eq!(sweeps[1].values, ["\"50 min\"", "\"1 h\"", "\"70 min\""]);
    assert_eq!(sweeps[1].place.position(), (13, 36));
}

#[test]
fn an_array_is_a_list_where_the_type_takes_one() {
    let text = "[model.queue]\nservice = { empirical = { durations = [\"1 h\", \"2 h\"] } }";
    let scenario = parse(text, &[]);
    assert_eq!(scenario.sweeps, []);
}

#[test]
fn a_whole_distribution_may_be_swept() {
    let text = "[model.queue]\nservice = [{ deterministic = \"1 h\" }, { exponential = { mean = \"1 h\" } }]";
    let scenario = parse(text, &[]);
    assert_eq!(scenario.sweeps[0].path, "model.queue.service");
    let ModelParameters::Queue(queue) = scenario
        .with(&[format!("{}={}", scenario.sweeps[0].path, scenario.sweeps[0].values[1])])
        .unwrap()
        .model
    else {
        panic!("no queue");
    };
    assert_eq!(queue.service, Distribution::Exponential { mean: Quantity::hours(1) });
}

#[test]
fn set_lays_a_value_over_the_text() {
    let sets = [
        "model.queue.servers=5",
        "study.horizon=90 days",
        "title=A busier bank",
        "study.warm_up=\"1 d\"",
        "model.queue.arrivals.exponential.mean=10 min",
    ];
    let scenario = parse(TEXT, &sets);
    assert_eq!(servers(&scenario), 5);
    assert_eq!(scenario.study.horizon, Quantity::days(90));
    assert_eq!(scenario.title, "A busier bank");
    assert_eq!(scenario.study.warm_up, Quantity::days(1));
    // The source stood for the old value, and the sweep is replaced.
    assert!(scenario.sources.is_empty(), "{:?}", scenario.sources);
    assert_eq!(scenario.sweeps.len(), 1);
}

#[test]
fn the_last_set_of_a_path_wins_and_may_be_a_sweep() {
    let scenario = parse(TEXT, &["model.queue.servers=9", "model.queue.servers=[4, 6]"]);
    assert_eq!(servers(&scenario), 4);
    assert_eq!(scenario.sweeps[0].values, ["4", "6"]);
}

#[test]
fn one_element_of_a_list_may_be_set() {
    let text = "[model.queue]\nservice = { empirical = { durations = [\"1 h\", \"2 h\"] } }";
    let scenario = parse(text, &["model.queue.service.empirical.durations.1=3 h"]);
    assert!(scenario.to_toml().contains("[\"1 h\", \"3 h\"]"), "{}", scenario.to_toml());
}

#[test]
fn the_text_as_run_is_the_same_scenario() {
    let scenario = parse(TEXT, &[]);
    let written = scenario.to_toml();
    assert_eq!(parse(&written, &[]), scenario, "{written}");
    // What was left to the defaults is written out.
    assert!(written.contains("replications = 20"), "{written}");
    assert!(written.contains("arrivals = { exponential = { mean = \"1 h\" } }"), "{written}");
}

#[test]
fn every_model_at_its_defaults_survives_being_written() {
    for model in ModelParameters::defaults() {
        let name = model.name();
        let scenario = parse(&format!("[model.{name}]"), &[]);
        assert_eq!(scenario.model, model);
        assert_eq!(parse(&scenario.to_toml(), &[]), scenario, "{}", scenario.to_toml());
    }
}

#[test]
fn errors_come_in_order_of_place_the_file_first() {
    let text = "[model.queue]\nservers = -1\nservice = 5\n[study]\nhorizon = 3";
    let error = Scenario::parse(Source::new("x", text), &["study.seed=x"]).unwrap_err();
    let positions: Vec<_> = error
        .diagnostics()
        .iter()
        .map(|d| (d.place().source().name().to_owned(), d.place().position().0))
        .collect();
    let expected = [("x", 2), ("x", 3), ("x", 5), ("--set", 1)];
    assert_eq!(positions, expected.map(|(name, line)| (name.to_owned(), line)));
}

#[test]
fn what_an_error_leaves_behind_is_no_second_error() {
    // Without its shape the Weibull lacks one, and without its branches the
    // mixture does not add up; neither is worth a word.
    let text = "[model.queue]\n\
        arrivals = { weibull = { shape = \"x\", scale = \"1 h\" } }\n\
        service = { hyper_exponential = { shares = [0.5, 0.5], means = [\"1 h\", \"x\"] } }";
    let error = Scenario::parse(Source::new("x", text), &[] as &[&str]).unwrap_err();
    assert_eq!(
        messages(&error),
        ["expected a number, found the text \"x\"", "\"x\" does not begin with a number"]
    );
}

#[test]
fn a_rule_across_fields_waits_for_its_fields_to_be_right() {
    let text = "[study]\nhorizon = \"1 dd\"\nwarm_up = \"40 d\"\n[model.queue]";
    let error = Scenario::parse(Source::new("x", text), &[] as &[&str]).unwrap_err();
    assert_eq!(messages(&error), ["\"dd\" is not a unit of a duration"]);
}

#[test]
fn a_text_full_of_errors_ends() {
    let keys: String = (0..1000).map(|n| format!("k{n} = 1\n")).collect();
    let text = format!("[model.queue]\n{keys}");
    let error = Scenario::parse(Source::new("x", text), &[] as &[&str]).unwrap_err();
    assert_eq!(error.to_string(), "x: 100 errors or more");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
    let text = "\u{feff}[model.queue]\r\nservers = 2\r\n";
    assert_eq!(servers(&parse(text, &[])), 2);
    let bad = "\u{feff}[model.queue]\r\nservers = -2\r\n";
    let error = Scenario::parse(Source::new("x", bad), &[] as &[&str]).unwrap_err();
    assert_eq!(error.diagnostics()[0].place().position(), (2, 11));
}

#[test]
fn a_text_without_a_letter_is_empty() {
    for text in ["", " \n\t\n", "\u{feff}"] {
        let error = Scenario::parse(Source::new("x", text), &[] as &[&str]).unwrap_err();
        assert!(matches!(error, ScenarioError::Empty { .. }), "{text:?}");
    }
}

#[test]
fn a_deep_or_a_long_text_is_an_error_and_not_a_crash() {
    let deep = format!("{}=1", vec!["a"; 100_000].join("."));
    let nested = format!("a={}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for text in [deep.as_str(), nested.as_str()] {
        assert!(Scenario::parse(Source::new("x", text), &[] as &[&str]).is_err());
        assert!(Scenario::parse(Source::new("x", TEXT), &[text]).is_err());
    }
}
