//! The documents and files that every model must have.

use std::collections::BTreeSet;

use bazaar_models::catalogue::{ModelParameters, Section};
use bazaar_scenario::{Scenario, shipped, shipped_studies};

use crate::repository;

/// The seven elements of the ODD protocol (Grimm et al. 2020), in its order.
const ODD: [&str; 7] = [
    "Purpose and patterns",
    "Entities, state variables and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialization",
    "Input data",
    "Submodels",
];

#[test]
fn every_model_is_described_by_the_seven_elements() {
    for model in ModelParameters::defaults() {
        let text = repository::read(&format!("sim/models/src/{}/README.md", model.name()));
        assert_eq!(text, model.description(), "{} is built with another description", model.name());
        let mut sections = text.split("\n## ");
        assert!(sections.next().unwrap().starts_with("# "), "{} has no title", model.name());
        let sections: Vec<(&str, &str)> = sections.map(|section| section.split_once('\n').unwrap()).collect();
        let headings: Vec<&str> = sections.iter().map(|(heading, _)| *heading).collect();
        assert_eq!(headings, ODD, "{}", model.name());
        for (heading, body) in sections {
            assert!(body.trim().len() > 40, "{}: {heading} says nothing", model.name());
        }
    }
}

#[test]
fn every_description_says_where_metrics_are_defined() {
    for model in ModelParameters::defaults() {
        let (_, metrics) = model.description().split_once("Metrics").unwrap();
        assert!(metrics.contains(&format!("`bazaar models {}`", model.name())), "{}", model.name());
    }
}

/// A name in `snake_case` that stands as code is one of a metric or of a parameter.
#[test]
fn every_name_in_a_description_is_there() {
    let schema = bazaar_scenario::schema().to_string();
    for model in ModelParameters::defaults() {
        let is_metric = |name: &str| model.metrics().iter().any(|metric| metric.name == name);
        let code = model.description().split('`').skip(1).step_by(2);
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        // A symbol with an index is none.
        let is_name = |word: &&str| word.find('_').is_some_and(|at| at > 1) && word.chars().all(letters);
        for name in code.filter(is_name) {
            let is_parameter = schema.contains(&format!("\"{name}\""));
            assert!(is_metric(name) || is_parameter, "{} describes {name}, which is not there", model.name());
        }
    }
}

#[test]
fn every_model_has_a_shipped_scenario() {
    let loaded: Vec<Scenario> =
        shipped().map(|scenario| Scenario::load(scenario.name, &[] as &[&str]).unwrap()).collect();
    let modelled: BTreeSet<&str> = loaded.iter().map(|scenario| scenario.model.name()).collect();
    assert_eq!(modelled, ModelParameters::NAMES.iter().copied().collect());
}

#[test]
fn every_model_has_checks_with_a_known_answer() {
    let loaded = shipped().map(|scenario| Scenario::load(scenario.name, &[] as &[&str]).unwrap());
    let checked: BTreeSet<&str> =
        loaded.filter(|scenario| !scenario.checks.is_empty()).map(|scenario| scenario.model.name()).collect();
    assert_eq!(checked, ModelParameters::NAMES.iter().copied().collect());
}

#[test]
fn every_shipped_scenario_says_what_it_is_for() {
    for shipped in shipped() {
        let scenario = Scenario::load(shipped.name, &[] as &[&str]).unwrap();
        assert!(!scenario.title.is_empty(), "{}", shipped.name);
        assert!(!scenario.title.ends_with('.'), "{}: a title is no sentence", shipped.name);
        assert!(scenario.description.trim().len() > 40, "{}", shipped.name);
    }
}

#[test]
fn every_metric_has_a_name_a_label_and_a_definition() {
    for model in ModelParameters::defaults() {
        let mut names = BTreeSet::new();
        assert!(!model.metrics().is_empty());
        for metric in model.metrics() {
            let name = metric.name;
            assert!(names.insert(name), "{name} twice in {}", model.name());
            let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(
                name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(letters),
                "{name}"
            );
            assert!(!metric.label.is_empty() && !metric.label.ends_with('.'), "{name}");
            assert!(metric.about.ends_with('.') && metric.about.len() > 20, "{name}: {}", metric.about);
        }
    }
}

#[test]
fn every_metric_is_told_in_a_section_of_its_model() {
    for model in ModelParameters::defaults() {
        let sections = model.sections();
        for metric in model.metrics() {
            assert!(sections.contains(&model.section(metric)), "{} of {}", metric.name, model.name());
        }
        let first = model.metrics().iter().filter(|metric| model.section(metric) == Section::Headline);
        let first: Vec<&str> = first.map(|metric| metric.name).collect();
        let headlines = model.headlines();
        assert!(headlines.is_empty() || headlines.len() == first.len(), "{}: {first:?}", model.name());
        assert!(!first.is_empty(), "{}", model.name());
    }
}

#[test]
fn every_model_asks_a_question() {
    for model in ModelParameters::defaults() {
        assert!(model.question().ends_with('?'), "{}: {}", model.name(), model.question());
    }
}

/// The chapters of the book, each with its name.
fn chapters() -> Vec<(String, String)> {
    let folder = repository::root().join("book/src");
    let files = repository::files(&folder).into_iter();
    files.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn every_scenario_of_a_model_has_a_page_with_a_question_a_prediction_and_a_claim() {
    let chapters = chapters();
    for shipped in shipped().filter(|shipped| !shipped.name.starts_with("reference/")) {
        let name = shipped.name;
        let shown = format!("{{{{ scenario {name} }}}}");
        let page = chapters.iter().find(|(_, text)| text.contains(&shown));
        let (page, text) = page.unwrap_or_else(|| panic!("no page of the book says {shown}"));
        for part in ["?**", "\n## Predict\n", "\n## Run it\n", "\n## Try it\n"] {
            assert!(text.contains(part), "{page} lacks {part:?}");
        }
        let swept = !Scenario::load(name, &[] as &[&str]).unwrap().sweeps.is_empty();
        let verb = if swept { "sweep" } else { "run" };
        assert!(text.contains(&format!("\nbazaar {verb} {name}")), "{page} does not {verb} {name}");
        assert!(text.contains(&format!("{{{{ claim {name} ")), "{page} claims nothing of {name}");
        let shows = |kind: &str| text.contains(&format!("{{{{ {kind} {name} "));
        assert!(shows("figure") || shows("table") || shows("sweep"), "{page} shows nothing of {name}");
    }
}

#[test]
fn every_study_has_a_page_with_a_question_a_prediction_and_what_it_found() {
    let chapters = chapters();
    for shipped in shipped_studies() {
        let (name, verb) = (shipped.name, shipped.verb().unwrap());
        let page = chapters.iter().find(|(_, text)| text.contains(&format!("\nbazaar {verb} {name}\n")));
        let (page, text) = page.unwrap_or_else(|| panic!("no page of the book answers {name}"));
        for part in
            ["?**", "\n## Predict\n", "\n## Run it\n", "\n## Try it\n", "\n## The study\n", "{{ claim "]
        {
            assert!(text.contains(part), "{page} lacks {part:?}");
        }
        assert!(text.contains(&format!("{{{{ study {name} ")), "{page} shows nothing of {name}");
    }
}

#[test]
fn every_reference_scenario_is_among_the_known_answers() {
    let text = repository::read("book/src/known-answers.md");
    for shipped in shipped().filter(|shipped| shipped.name.starts_with("reference/")) {
        assert!(text.contains(&format!("`{}`", shipped.name)), "{} is not there", shipped.name);
    }
}
