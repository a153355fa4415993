//! Error messages on invalid labs.

use bazaar_labs::{Lab, LabError};
use bazaar_scenario::Source;

const SOUND: &str = r#"title = "A lab"
objectives = ["look"]
scenario = "reference/mm1"
set = ["study.horizon=600 h", "study.warm_up=0 h"]

[[personal]]
path = "model.queue.service.exponential.mean"
label = "mean"
low = "0.5 h"
high = "0.7 h"
step = "0.1 h"

[[questions]]
name = "wait"
text = "How long?"
[questions.numeric]
metric = "wait"
decimals = 2
[[questions.numeric.mistakes]]
name = "two"
set = ["model.queue.servers=2"]
feedback = "Two."
"#;

fn parse(text: &str) -> Result<Lab, LabError> {
    Lab::parse("a-lab", Source::new("lab.toml", text))
}

/// Line and message with help of each error after a change of the sound lab.
fn faults(from: &str, to: &str) -> Vec<(usize, String)> {
    assert!(SOUND.contains(from), "{from}");
    match parse(&SOUND.replacen(from, to, 1)) {
        Err(LabError::Text(error)) => error
            .diagnostics()
            .iter()
            .map(|it| {
                let help = it.help_text().unwrap_or_default();
                (it.place().position().0, format!("{} | {help}", it.message()))
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sound_lab_is_read() {
    assert_eq!(parse(SOUND).unwrap().name(), "a-lab");
}

#[test]
fn every_mistake_is_told_at_its_line_with_what_to_type() {
    for (from, to, line, part) in [
        ("title =", "titel =", 1, "did you mean `title`?"),
        ("reference/mm1", "reference/mm11", 3, "did you mean `reference/mm1`?"),
        ("study.horizon=600 h", "study.horizon=600 kg", 4, ""),
        ("study.warm_up=0 h", "study.warmup=0 h", 4, "did you mean `warm_up`?"),
        ("service.exponential", "servce.exponential", 7, "did you mean `service`?"),
        ("step = \"0.1 h\"", "step = \"0.1 min\"", 11, "must be in one unit"),
        ("step = \"0.1 h\"", "step = \"0 h\"", 11, "must have from 2 to"),
        ("low = \"0.5 h\"\n", "", 7, "either values = [ … ]"),
        ("name = \"wait\"", "name = \"Wait!\"", 14, "not a valid name of a question"),
        ("metric = \"wait\"", "metric = \"wayt\"", 17, "did you mean `wait`?"),
        ("decimals = 2", "decimals = 12", 18, "at most 9 decimals"),
        ("decimals = 2\n", "", 16, "`decimals` is missing"),
        ("servers=2", "servers=-2", 21, ""),
        ("set = [\"model.queue.servers=2\"]\n", "", 19, "must run differently from the question"),
    ] {
        let found = faults(from, to);
        let told = found.iter().any(|(at, text)| *at == line && text.contains(part));
        assert!(told, "{to}: {found:?}");
    }
}

#[test]
fn a_question_has_exactly_one_kind() {
    let none = SOUND.split("[questions.numeric]").next().unwrap();
    let error = parse(none).unwrap_err();
    let LabError::Text(error) = error else { panic!("{error:?}") };
    assert!(error.diagnostics()[0].message().contains("must have exactly one kind"), "{error:?}");
}

#[test]
fn a_lab_that_is_empty_says_what_it_lacks() {
    let LabError::Text(error) = parse("").unwrap_err() else { panic!("no places") };
    let all: Vec<&str> = error.diagnostics().iter().map(bazaar_scenario::Diagnostic::message).collect();
    assert!(all.contains(&"the lab has no scenario") && all.contains(&"the lab has no questions"), "{all:?}");
}

#[test]
fn a_scenario_with_tables_or_batches_is_refused() {
    let found = faults(
        "reference/mm1\"\nset = [\"study.horizon=600 h\", \"study.warm_up=0 h\"]",
        "reference/mm1-one-run\"",
    );
    assert!(found[0].1.contains("batches"), "{found:?}");
}
