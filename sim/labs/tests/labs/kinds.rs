//! Searches, hidden parameters and designs: from release to feedback, and in a rehearsal.

use std::fs;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use bazaar_labs::{Graded, Grading, Lab, LabError, Pages, Roster, grade, pack, rehearse, release};
use bazaar_scenario::Source;
use bazaar_study::Silent;
use tempfile::TempDir;

use crate::key;

const LAB: &str = r#"title = "Three kinds"
objectives = ["look"]
scenario = "reference/mm1"
set = ["study.horizon=20 d", "study.warm_up=2 d"]
key_replications = 60

[[questions]]
name = "half"
text = "Where is the desk busy half of the time?"
[questions.threshold]
metric = "utilisation"
root = 0.5
path = "model.queue.service.exponential.mean"
low = "0.1 h"
high = "0.9 h"
tolerance = "0.05 h"
searches = 10
decimals = 2
[[questions.threshold.mistakes]]
name = "three quarters"
level = 0.75
feedback = "This is where it is busy for three quarters."

[[questions]]
name = "service"
text = "How long does a call take?"
[questions.estimation]
hidden = { path = "model.queue.service.exponential.mean", label = "mean time of a call", values = ["0.3 h", "0.5 h", "0.7 h"] }
observations = 40
columns = ["utilisation", "wait"]
metric = "utilisation"
factor = 1
decimals = 3
[[questions.estimation.mistakes]]
name = "in minutes"
factor = 60
feedback = "This is in minutes."

[[questions]]
name = "plan"
text = "Nobody waits."
points = 2
[questions.scenario]
metric = "wait"
at_most = 1
replications = 20
tries = 12
may_change = [
  { path = "model.queue.servers", label = "people at the desk", low = 1, high = 4 },
]
"#;

fn lab_of(text: &str) -> Result<Lab, LabError> {
    Lab::parse("kinds", Source::new("lab.toml", text))
}

fn lab() -> Lab {
    lab_of(LAB).unwrap()
}

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        let roster = Roster::parse("student\ns1\ns2\ns3\ns4\n").unwrap();
        release(&lab(), &key(), &roster, &Pages::None, &desk.path("out"), 2, &Silent).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The mean of a column of a student's data.
    fn mean(&self, student: &str, column: usize) -> f64 {
        let text = self.read(&format!("out/{student}/service.csv"));
        let values: Vec<f64> =
            text.lines().skip(1).map(|line| line.split(',').nth(column).unwrap().parse().unwrap()).collect();
        assert_eq!(values.len(), 40);
        values.iter().sum::<f64>() / 40.0
    }

    fn answer(&self, student: &str, answers: &str, plan: &[(&str, &str)]) {
        let of = |name: &str| format!("out/{student}/{name}");
        fs::write(self.path(&of("answers.toml")), self.read(&of("answers.toml")) + answers).unwrap();
        let mut text = self.read(&of("plan.toml"));
        for (from, to) in plan {
            assert!(text.contains(from), "{text}");
            text = text.replace(from, to);
        }
        fs::write(self.path(&of("plan.toml")), text).unwrap();
        pack(&self.path(&format!("out/{student}")), UNIX_EPOCH).unwrap();
    }

    fn grade(&self) -> Graded {
        let (lab, key) = (lab(), key());
        let grading = Grading {
            submitted: &self.path("out"),
            key: &key,
            lab: Some(&lab),
            roster: &Roster::default(),
            due: None,
            uncompared: false,
            out: &self.path("graded"),
            force: false,
            threads: 2,
        };
        grade(&grading, &Silent).unwrap()
    }
}

#[test]
fn a_hidden_value_is_in_no_file_of_the_student_and_data_are_the_same_again() {
    let (one, other) = (Desk::new(), Desk::new());
    let data = one.read("out/s1/service.csv");
    assert!(data.starts_with("observation,utilisation,wait\n1,"), "{data}");
    assert_eq!(data, other.read("out/s1/service.csv"));
    assert_ne!(data, one.read("out/s2/service.csv"));
    let task = one.read("out/s1/task.md");
    assert!(
        task.contains("`service.csv` has 40 observations")
            && task.contains("bazaar threshold scenario.toml --metric")
    );
    assert!(task.contains("people at the desk, `model.queue.servers`, from 1 to 4"), "{task}");
    assert_eq!(one.read("out/s1/plan.toml"), one.read("out/s1/scenario.toml"));
    assert!(one.read("out/s1/answers.toml").contains("# plan: edit plan.toml"));
}

#[test]
fn searches_estimates_and_designs_are_graded_each_by_its_own_way() {
    let desk = Desk::new();
    // The desk is busy for the mean service over the mean gap of an hour: half of the time where a call takes half an hour.
    let service = desk.mean("s1", 1);
    desk.answer(
        "s1",
        &format!("half = \"0.5 h\"\nservice = {service:.3}\n"),
        &[("servers = 1", "servers = 3")],
    );
    let minutes = 60.0 * desk.mean("s2", 1);
    desk.answer("s2", &format!("half = 0.75\nservice = {minutes:.3}\n"), &[("servers = 1", "servers = 9")]);
    desk.answer(
        "s3",
        "half = 0.1\n",
        &[("servers = 1", "servers = 3"), ("horizon = \"20 d\"", "horizon = \"21 d\"")],
    );
    desk.answer("s4", "", &[]);
    let graded = desk.grade();
    assert_eq!(graded.students, 4, "{graded:?}");
    let grades = desk.read("graded/grades.csv");
    assert!(grades.contains("\ns1,4,4,") && grades.contains("\ns2,0,4,"), "{grades}");
    let told = |student: &str| desk.read(&format!("graded/feedback/{student}.md"));
    assert!(told("s1").contains("You changed: people at the desk 3. 20 replications"), "{}", told("s1"));
    assert!(told("s1").contains("The mean time of a call of your world is **0."), "{}", told("s1"));
    assert!(
        told("s2").contains("three quarters") && told("s2").contains("This is in minutes."),
        "{}",
        told("s2")
    );
    assert!(told("s2").contains("must lie between 1 and 4"), "{}", told("s2"));
    assert!(
        told("s3").contains("study.horizon is") && told("s3").contains("may not be changed"),
        "{}",
        told("s3")
    );
    assert!(told("s4").contains("Not answered."), "{}", told("s4"));
    assert!(desk.read("graded/debrief.md").contains("It must be at most 1 h"));
}

/// 40 students and three questions, of whom the lab lets one lose anything in 1% of cases: 4 or more would with a probability below
/// 1e-3; the key's own error, from 10 searches alone, is in the prediction interval.
#[test]
fn honest_students_are_right_whatever_the_kind() {
    let found = rehearse(&lab(), &key(), 40, 2, &Silent).unwrap();
    assert!(found.honest >= 37, "{found:?}");
    assert_eq!(found.mistakes.len(), 2, "{found:?}");
    for mistake in &found.mistakes {
        assert!(mistake.apart >= 36 && mistake.recognised * 10 >= mistake.apart * 9, "{mistake:?}");
    }
    let few = |threads| rehearse(&lab(), &key(), 3, threads, &Silent).unwrap();
    assert_eq!(few(1), few(2));
}

#[test]
fn what_is_wrong_in_a_question_of_these_kinds_is_told_at_its_line() {
    let line = |text: &str, part: &str| text[..text.find(part).unwrap()].matches('\n').count() + 1;
    for (from, to, at, told) in [
        ("root = 0.5", "root = 0.5\nturn = 0.5", "turn = 0.5", "either a turn or a root"),
        ("searches = 10", "searches = 2", "searches = 2", "searches, got 2"),
        (
            "metric = \"utilisation\"\nroot",
            "metric = \"utilization\"\nroot",
            "metric = \"utilization\"",
            "no metric",
        ),
        ("level = 0.75", "level = 0.5", "[[questions.threshold.mistakes]]", "differently from the question"),
        ("observations = 40", "observations = 1", "observations = 1", "observations, got 1"),
        ("\"utilisation\", \"wait\"]", "\"wait\"]", "metric = \"utilisation\"\nfactor", "no column"),
        ("at_most = 1", "", "metric = \"wait\"\n\n", "exactly one target"),
        ("low = 1, high = 4", "low = 4, high = 1", "model.queue.servers", "the bounds of"),
        ("name = \"plan\"", "name = \"scenario\"", "name = \"scenario\"", "a design cannot be called"),
    ] {
        assert!(LAB.contains(from), "{from}");
        let text = LAB.replacen(from, to, 1);
        let LabError::Text(error) = lab_of(&text).unwrap_err() else { panic!("{to}: no places") };
        let found: Vec<(usize, String)> =
            error.diagnostics().iter().map(|it| (it.place().position().0, it.message().to_owned())).collect();
        let expected = line(&text, at);
        assert!(
            found.iter().any(|(at, text)| *at == expected && text.contains(told)),
            "{to}: {expected} {found:?}"
        );
    }
}
