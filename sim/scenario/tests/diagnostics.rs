//! What a student sees: every bad scenario of `tests/bad`, rendered and compared
//! with the checked-in text. After a change on purpose: `cargo insta review`, or
//! `INSTA_UPDATE=always cargo test -p bazaar-scenario --test diagnostics`.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::path::Path;

use bazaar_scenario::{Scenario, ScenarioError, Source};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

fn render(error: &dyn Diagnostic) -> String {
    let mut text = String::new();
    GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
        .with_width(100)
        .render_report(&mut text, error)
        .unwrap();
    text
}

fn error_of(name: &str, text: &str, sets: &[&str]) -> ScenarioError {
    match Scenario::parse(Source::new(name, text), sets) {
        Ok(scenario) => panic!("{name} was taken for a scenario: {scenario:?}"),
        Err(error) => error,
    }
}

#[test]
fn every_bad_file_is_told_what_to_type() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 20, "only {} bad files", files.len());
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let error = error_of(&format!("{name}.toml"), &text, &[]);
        insta::assert_snapshot!(name, render(&error));
    }
}

const QUEUE: &str = "[model.queue]\nservers = 2\n";

#[test]
fn a_set_argument_is_pointed_at_like_a_file() {
    let sets = [
        "study.horizon=5 parsecs",
        "model.queue.server=2",
        "model.queue.servers=many",
        "model.queue.servers",
        "study..seed=1",
        "study.seed=",
        "=5",
        "model.queue.service=[{ exponential",
        "modle.queue.servers=2",
    ];
    insta::assert_snapshot!("set-arguments", render(&error_of("queue.toml", QUEUE, &sets)));
}

#[test]
fn a_set_argument_that_names_another_model_says_so() {
    let sets = ["model.volunteer.hosts=1", "study.horizon.days=30"];
    let error = error_of("queue.toml", QUEUE, &sets);
    insta::assert_snapshot!("set-second-model", render(&error));
}

#[test]
fn a_file_that_is_not_there_suggests_one_that_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let path = folder.join("emty.toml");
    let error = Scenario::load(path.to_str().unwrap(), &[] as &[&str]).unwrap_err();
    let text = render(&error).replace(folder.to_str().unwrap(), "FOLDER");
    insta::assert_snapshot!("not-found", text);
}

#[test]
fn a_folder_lists_its_scenarios() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let error = Scenario::load(folder.to_str().unwrap(), &[] as &[&str]).unwrap_err();
    assert!(matches!(error, ScenarioError::IsFolder { .. }));
    let bad = folder.join("bad");
    let error = Scenario::load(bad.to_str().unwrap(), &[] as &[&str]).unwrap_err();
    assert!(error.help().unwrap().to_string().contains("unknown-key.toml"));
}
