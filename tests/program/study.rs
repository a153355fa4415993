//! Study files: errors have a line and column, with every verb that reads one.

use bazaar_scenario::{Scenario, shipped_studies};

use crate::desk::Desk;
use crate::repository;

const STUDY: &str = r#"title = "How many counters?"
scenario = "bank.toml"
set = ["study.replications=3"]

[sensitivity]
metrics = ["wait"]
tornado = {}

[[sensitivity.factors]]
path = "model.queue.servers"
low = 1
high = 3
"#;

const BANK: &str = "[study]\nhorizon = \"20 h\"\n[model.queue]\n";

/// The message that a study gets which is the good one with this change.
fn message(from: &str, to: &str) -> String {
    assert!(STUDY.contains(from), "{from}");
    let desk = Desk::new();
    desk.file("bank.toml", BANK).file("asked.toml", STUDY.replace(from, to));
    desk.bazaar(&["sensitivity", "asked.toml"]).refusal()
}

/// Asserts that a change is refused at a line and column, in these words.
#[track_caller]
fn assert_refused(from: &str, to: &str, at: &str, words: &str) {
    let message = message(from, to);
    assert!(message.contains(&format!("asked.toml:{at}]")) && message.contains(words), "{message}");
}

#[test]
fn a_study_beside_its_scenario_is_answered_and_checked() {
    let desk = Desk::new();
    desk.file("bank.toml", BANK)
        .file("asked.toml", STUDY)
        .file("deeper/asked.toml", STUDY.replace("bank", "../bank"));
    let table = desk.bazaar(&["sensitivity", "asked.toml"]).done().stdout;
    assert!(table.starts_with("asked.toml  How many counters?\n"), "{table}");
    let deeper = desk.bazaar(&["sensitivity", "deeper/asked.toml"]).done().stdout;
    let rows = |text: &str| text.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(rows(&table), rows(&deeper));
    let checked = desk.bazaar(&["check", "asked.toml", "bank.toml"]).done().stdout;
    assert_eq!(checked.lines().count(), 2, "{checked}");
    assert!(
        checked.contains("asked.toml: valid, bazaar sensitivity answers it about bank.toml"),
        "{checked}"
    );
}

#[test]
fn what_is_wrong_is_pointed_at_in_the_study() {
    assert_refused("low = 1", "lowe = 1", "11:1", "did you mean `low`?");
    assert_refused("model.queue.servers", "model.queue.server", "10:8", "did you mean `servers`?");
    assert_refused("low = 1", "low = \"1 h\"", "12:8", "unit");
    assert_refused("high = 3", "high = \"three\"", "12:8", "is not a number");
    assert_refused("low = 1", "low = -2", "11:7", "out of range");
    assert_refused("low = 1", "low = 5", "12:8", "swap low and high");
    assert_refused("high = 3\n", "", "11:7", "`high` is missing");
    assert_refused("[\"wait\"]", "[\"weight\"]", "6:12", "has no metric `weight`");
    assert_refused("bank.toml", "bnak.toml", "2:12", "there is no scenario");
    assert_refused("study.replications=3", "study.replication=3", "3:8", "did you mean `replications`?");
    assert_refused("tornado = {}", "tornado = {}\nsobol = {}", "5:2", "exactly one method");
    assert_refused("[sensitivity]", "[compare]\narms = []\n[sensitivity]", "7:2", "a second question");
    assert_refused(
        "[[sensitivity.factors]]",
        "[sensitivity.sobol]\nbase = 5\n[[sensitivity.factors]]",
        "10:1",
        "unknown key `base`",
    );
}

#[test]
fn a_scenario_with_mistakes_shows_its_own() {
    let desk = Desk::new();
    desk.file("bank.toml", BANK.replace("20 h", "20 parsecs")).file("asked.toml", STUDY);
    let message = desk.bazaar(&["sensitivity", "asked.toml"]).refusal();
    assert!(message.contains("bank.toml:2:11]"), "{message}");
}

#[test]
fn the_wrong_verb_is_told_the_right_one() {
    let desk = Desk::new();
    desk.file("bank.toml", BANK).file("asked.toml", STUDY);
    for verb in ["run", "sweep", "compare", "threshold"] {
        let message = desk.bazaar(&[verb, "asked.toml"]).refusal();
        assert!(message.contains("bazaar sensitivity asked.toml"), "{verb}: {message}");
    }
    let message = desk.bazaar(&["sensitivity", "asked.toml", "--metric", "wait"]).refusal();
    assert!(message.contains("--metric cannot be given"), "{message}");
    let message = desk.bazaar(&["sensitivity", "asked.toml", "--set", "study.sed=2"]).refusal();
    assert!(message.contains("did you mean `seed`?"), "{message}");
}

#[test]
fn a_text_that_asks_nothing_says_what_to_add() {
    let desk = Desk::new();
    desk.file("bank.toml", BANK).file("asked.toml", "scenario = \"bank.toml\"\n");
    let message = desk.bazaar(&["check", "asked.toml"]).refusal();
    assert!(
        message.contains("the study has no question") && message.contains("[compare], [sweep]"),
        "{message}"
    );
    desk.file("asked.toml", "[sweep]\nfactors = []\n");
    let message = desk.bazaar(&["check", "asked.toml"]).refusal();
    assert!(message.contains("the study names no scenario"), "{message}");
}

#[test]
fn every_shipped_study_is_listed_valid_and_says_what_it_is_for() {
    let desk = Desk::new();
    let listed = desk.bazaar(&["models"]).done().stdout;
    let mut models: Vec<String> = Vec::new();
    for shipped in shipped_studies() {
        let checked = desk.bazaar(&["check", shipped.name]).done().stdout;
        assert!(checked.contains("valid"), "{checked}");
        let line = listed.lines().find(|line| line.starts_with(&format!("{} ", shipped.name)));
        assert!(line.is_some_and(|line| line.ends_with(&shipped.title())), "{}: {listed}", shipped.name);
        let named = shipped.text.lines().find_map(|line| line.strip_prefix("scenario = ")).unwrap();
        let scenario = Scenario::load(named.trim_matches('"'), &[] as &[&str]).unwrap();
        models.push(scenario.model.name().to_owned());
    }
    for model in ["volunteer", "marketplace", "subscription", "referral"] {
        assert!(models.iter().any(|known| known == model), "no study of {model}");
    }
}

#[test]
fn the_schema_that_is_checked_in_is_that_of_the_types() {
    let printed = Desk::new().bazaar(&["schema", "--study"]).done().stdout;
    assert_eq!(printed, repository::read("scenarios/studies/schema.json"));
}
