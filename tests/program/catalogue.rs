//! `bazaar models` and `bazaar schema` work in any folder.

use std::fs;

use bazaar_models::catalogue::ModelParameters;
use bazaar_scenario::{Scenario, shipped, shipped_labs, shipped_studies};

use crate::desk::Desk;
use crate::repository;

#[test]
fn every_model_and_every_scenario_is_listed() {
    let text = Desk::new().bazaar(&["models"]).done().stdout;
    for model in ModelParameters::defaults() {
        let line = text.lines().find(|line| line.starts_with(model.name()));
        assert!(line.is_some_and(|line| line.ends_with(model.question())), "{}: {text}", model.name());
    }
    for scenario in shipped() {
        let line = text.lines().find(|line| line.starts_with(&format!("{} ", scenario.name)));
        assert!(line.is_some_and(|line| line.ends_with(&scenario.title())), "{}: {text}", scenario.name);
    }
}

#[test]
fn a_model_shows_its_metrics_with_units_and_its_scenarios() {
    let desk = Desk::new();
    for model in ModelParameters::defaults() {
        let text = desk.bazaar(&["models", model.name()]).done().stdout;
        for metric in model.metrics() {
            let line = text.lines().find(|line| line.starts_with(&format!("{} ", metric.name)));
            let words: Vec<&str> =
                line.unwrap_or_else(|| panic!("{} in {text}", metric.name)).split_whitespace().collect();
            assert!(metric.unit.is_empty() || words[1] == metric.unit, "{words:?}");
            let first = metric.about.split_whitespace().next().unwrap();
            assert!(words.contains(&first), "{words:?}");
        }
        for scenario in shipped() {
            let of_model =
                Scenario::load(scenario.name, &[] as &[&str]).unwrap().model.name() == model.name();
            let listed = text.lines().any(|line| line.starts_with(&format!("{} ", scenario.name)));
            assert_eq!(listed, of_model, "{} under {}", scenario.name, model.name());
        }
    }
}

#[test]
fn a_model_describes_itself_in_full() {
    let desk = Desk::new();
    for model in ModelParameters::defaults() {
        let text = desk.bazaar(&["models", model.name(), "--describe"]).done().stdout;
        assert_eq!(text, model.description(), "{}", model.name());
    }
    let message = desk.bazaar(&["models", "--describe"]).refusal();
    assert!(message.contains("MODEL"), "{message}");
}

#[test]
fn a_wrong_model_is_told_the_right_ones() {
    let message = Desk::new().bazaar(&["models", "voluntier"]).refusal();
    assert!(ModelParameters::NAMES.iter().all(|name| message.contains(name)), "{message}");
}

#[test]
fn the_schema_is_the_file_that_is_checked_in() {
    let printed = Desk::new().bazaar(&["schema"]).done().stdout;
    let checked_in = repository::read("scenarios/schema.json");
    assert!(printed == checked_in, "renew it: cargo run -- schema > scenarios/schema.json");
}

/// `volunteer/base` in a message or a comment: users may type it, so the scenario must exist.
#[test]
fn what_the_program_names_as_an_example_comes_with_it() {
    let mut folders: Vec<&str> = ModelParameters::defaults().iter().map(ModelParameters::name).collect();
    folders.extend(["reference", "studies", "labs"]);
    let shipped: Vec<&str> =
        shipped().chain(shipped_studies()).chain(shipped_labs()).map(|text| text.name).collect();
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '_' | '.' | '*' | '{');
    let mut seen = 0;
    for path in repository::files(&repository::root().join("sim")) {
        let is_source = path.extension().is_some_and(|ending| ending == "rs" || ending == "js");
        if !is_source || path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in text.split(|c| !is_of_name(c)).map(|word| word.trim_end_matches('.')) {
            let Some((folder, name)) = word.split_once('/') else { continue };
            let is_example = folders.contains(&folder)
                && !matches!(name, "" | "name")
                && !name.contains(['.', '*', '{', '/', '_']);
            if is_example {
                assert!(shipped.contains(&word), "{}: there is no {word}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "only {seen} examples were found");
}
