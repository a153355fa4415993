//! Questions that are put in several ways: from release to feedback.

use std::collections::BTreeMap;
use std::fs;
use std::time::UNIX_EPOCH;

use bazaar_labs::{CourseKey, Grading, Lab, LabError, Pages, Roster, copies, grade, pack, release};
use bazaar_scenario::Source;
use bazaar_study::Silent;

const LAB: &str = r#"title = "Two ways"
objectives = ["look"]
scenario = "reference/mm1"
set = ["study.horizon=100 h", "study.warm_up=0 h"]
key_replications = 20

[[personal]]
path = "model.queue.service.exponential.mean"
label = "mean"
low = "0.5 h"
high = "0.8 h"
step = "0.01 h"

[[questions]]
name = "desk"
text = "Where is the wait LONGEST?"
[questions.choice]
metric = "wait"
best = "highest"
replications = 20
[[questions.choice.options]]
text = "one person"
[[questions.choice.options]]
text = "four people"
set = ["model.queue.servers=4"]

[[questions.variants]]
text = "Where is the wait SHORTEST?"
best = "lowest"

[[questions.variants]]
text = "Where is the desk BUSIEST?"
metric = "utilisation"
options = [{ text = "five people", set = ["model.queue.servers=5"] }, { text = "six people", set = ["model.queue.servers=6"] }]
"#;

fn lab(text: &str) -> Result<Lab, LabError> {
    Lab::parse("ways", Source::new("lab.toml", text))
}

fn key() -> CourseKey {
    CourseKey::new(b"0123456789abcdef")
}

/// The right option for the student with this task: the letter of its text.
fn right(task: &str) -> Option<String> {
    let option = match task {
        _ if task.contains("LONGEST") => "one person",
        _ if task.contains("SHORTEST") => "four people",
        _ if task.contains("BUSIEST") => "five people",
        _ => return None,
    };
    let line = task.lines().find(|line| line.ends_with(option))?;
    Some(line.trim_start_matches("- **").chars().take(1).collect())
}

#[test]
fn each_student_is_graded_by_the_way_in_which_they_were_asked() {
    let desk = tempfile::tempdir().unwrap();
    let path = |name: &str| desk.path().join(name);
    let students: Vec<String> = (1..=12).map(|number| format!("s{number}")).collect();
    let roster = Roster::parse(&format!("student\n{}\n", students.join("\n"))).unwrap();
    let lab = lab(LAB).unwrap();
    release(&lab, &key(), &roster, &Pages::None, &path("release"), 1, &Silent).unwrap();
    fs::create_dir(path("submitted")).unwrap();
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    for student in &students {
        let folder = path("release").join(student);
        let task = fs::read_to_string(folder.join("task.md")).unwrap();
        let way = ["LONGEST", "SHORTEST", "BUSIEST"].into_iter().find(|way| task.contains(way)).unwrap();
        *asked.entry(way.to_owned()).or_default() += 1;
        let answers = folder.join("answers.toml");
        let blank = fs::read_to_string(&answers).unwrap();
        fs::write(&answers, format!("{blank}desk = \"{}\"\n", right(&task).unwrap())).unwrap();
        let packed = pack(&folder, UNIX_EPOCH).unwrap().path;
        fs::rename(packed, path("submitted").join(format!("{student}.tar"))).unwrap();
    }
    assert_eq!(asked.len(), 3, "{asked:?}");
    let grading = Grading {
        submitted: &path("submitted"),
        key: &key(),
        lab: Some(&lab),
        roster: &roster,
        due: None,
        uncompared: false,
        out: &path("graded"),
        force: false,
        threads: 1,
    };
    grade(&grading, &Silent).unwrap();
    let grades = fs::read_to_string(path("graded/grades.csv")).unwrap();
    for student in &students {
        let line = grades.lines().find(|line| line.starts_with(&format!("{student},"))).unwrap();
        assert_eq!(line.split(',').nth(1), Some("1"), "{grades}");
        let told = fs::read_to_string(path("graded/feedback").join(format!("{student}.md"))).unwrap();
        let task = fs::read_to_string(path("release").join(student).join("task.md")).unwrap();
        for way in ["LONGEST", "SHORTEST", "BUSIEST"] {
            assert_eq!(told.contains(way), task.contains(way), "{student}: {told}");
        }
    }
    let debrief = fs::read_to_string(path("graded/debrief.md")).unwrap();
    for (way, students) in asked {
        assert!(debrief.contains(&format!("{students} were asked")) && debrief.contains(&way), "{debrief}");
    }
}

/// Without variants a student who translates the letter of another is always right; with them only if both have the
/// same variant, or by chance.
#[test]
fn variants_keep_an_answer_from_being_passed_on_in_words() {
    let plain = LAB.split("[[questions.variants]]").next().unwrap();
    let meant = |text: &str| {
        let found = copies(&lab(text).unwrap(), &key(), 20, 1, &Silent).unwrap();
        found[0].meant as f64 / found[0].tried as f64
    };
    assert!(meant(plain) >= 1.0);
    // With three ways of which each has its own right option, a third of others was asked alike; with 20 students about so.
    assert!(meant(LAB) < 0.5, "{}", meant(LAB));
}

#[test]
fn a_variant_that_does_not_fit_its_question_is_refused() {
    let told = |from: &str, to: &str| {
        assert!(LAB.contains(from), "{from}");
        match lab(&LAB.replacen(from, to, 1)) {
            Err(LabError::Text(error)) => {
                let all = error.diagnostics().iter();
                all.map(|it| format!("{}: {}", it.place().position().0, it.message())).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    let few = told(", { text = \"six people\", set = [\"model.queue.servers=6\"] }", "");
    assert_eq!(few, ["34: 1 options, but the question has 2"]);
    assert_eq!(told("metric = \"utilisation\"", "metric = \"use\"").len(), 1);
    let numeric = LAB.split("[questions.choice]").next().unwrap();
    let numeric = format!(
        "{numeric}[questions.numeric]\nmetric = \"wait\"\ndecimals = 1\n[[questions.variants]]\ntext = \"Again.\"\n"
    );
    let Err(LabError::Text(error)) = lab(&numeric) else { panic!() };
    assert!(
        error.to_string().contains("variants")
            || error.diagnostics().iter().any(|it| it.message().contains("only a choice"))
    );
}
