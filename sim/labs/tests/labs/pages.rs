//! The page of a lab: it makes what `pack` makes, and nothing is in it but what its student holds.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bazaar_exercise::{Answers, Exercise, Field, Submission};
use bazaar_labs::{Class, CourseKey, Grading, Lab, Pages, Role, Roster, class, grade, pack, release};
use bazaar_page::Page;
use bazaar_play::Engine;
use bazaar_scenario::Source;
use bazaar_study::Silent;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::key;

const SECONDS: u64 = 1_800_000_000;

fn moment() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(SECONDS)
}

/// A folder with a class that has pages, with a placeholder for their engine, which these tests do not need.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        fs::write(desk.path("engine"), b"\0asm").unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn engine(&self) -> Engine {
        Engine::open(&self.path("engine")).unwrap()
    }

    fn release(&self, lab: &Lab, key: &CourseKey, students: &[&str], pages: &Pages) -> PathBuf {
        let roster = Roster::parse(&format!("student\n{}\n", students.join("\n"))).unwrap();
        let out = self.path("released");
        release(lab, key, &roster, pages, &out, 2, &Silent).unwrap();
        out
    }
}

/// What a page knows of the exercise.
fn exercise(page: &str) -> Exercise {
    let begin = "<script type=\"application/json\" id=\"exercise\">";
    let (_, rest) = page.split_once(begin).unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

/// What the page hands in: the question that its script asks, and the bytes that it saves.
fn handed_in(exercise: &Exercise, answers: &Value, designs: &Value) -> (Value, Vec<u8>) {
    let question = json!({
        "do": "pack", "exercise": exercise, "answers": answers, "designs": designs, "seconds": SECONDS,
    });
    let packed: Value = serde_json::from_str(&Page::default().ask(&question.to_string(), &Silent)).unwrap();
    assert_eq!(packed.get("error"), None, "{packed}");
    let digits = packed["bytes"].as_str().unwrap();
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    let bytes = (0..digits.len()).step_by(2).map(byte).collect();
    (packed, bytes)
}

/// What the program makes of a folder, what it says is open, and what it says cannot be right.
fn packed(folder: &Path) -> (Vec<u8>, Value, Value) {
    let packed = pack(folder, moment()).unwrap();
    (fs::read(&packed.path).unwrap(), json!(packed.open), json!(packed.doubts))
}

/// Possible input of a student for each field, some of it wrong, and the same as written in `answers.toml`.
fn typed(exercise: &Exercise) -> (BTreeMap<String, String>, String) {
    let mut text = String::new();
    let mut all = BTreeMap::new();
    for (place, asked) in exercise.questions.iter().enumerate() {
        let (typed, written) = match &asked.field {
            Field::Number { .. } if place % 3 == 0 => ("1,5", "1,5"),
            Field::Number { .. } if place % 3 == 1 => ("about -2.25 parsecs", "\"about -2.25 parsecs\""),
            Field::Number { .. } => ("0.250", "0.250"),
            Field::Choice { .. } => ("b", "\"b\""),
            Field::Ranking { options } if options.len() == 2 => ("b, a", "[\"b\", \"a\"]"),
            Field::Ranking { .. } => ("c, a, b", "[\"c\", \"a\", \"b\"]"),
            Field::Text { .. } => ("Two \"lines\",\nне една.", "\"Two \\\"lines\\\",\\nне една.\""),
            Field::Design { .. } => continue,
        };
        all.insert(asked.name.clone(), typed.to_owned());
        text.push_str(&format!("{} = {written}\n", asked.name));
    }
    (all, text)
}

#[test]
fn a_page_hands_in_what_the_program_packs() {
    for listed in Lab::shipped() {
        let desk = Desk::new();
        let lab = Lab::load(listed.name).unwrap();
        let folder = desk.release(&lab, &key(), &["s1"], &Pages::Files(desk.engine())).join("s1");
        let page = fs::read_to_string(folder.join("lab.html")).unwrap();
        let exercise = exercise(&page);
        for feedback in told(listed.name) {
            assert!(!page.contains(feedback.trim()), "{}: {feedback}", listed.name);
        }

        // Nothing answered: every byte.
        let (said, bytes) = handed_in(&exercise, &json!({}), &json!({}));
        let (blank, open, doubts) = packed(&folder);
        assert_eq!((&said["file"], &said["open"], &said["doubts"]), (&json!("s1.tar"), &open, &doubts));
        assert!(bytes == blank, "{}: the blank archives differ", listed.name);

        // Answers that were typed into fields, against the same in a file that was edited by hand.
        let (answers, text) = typed(&exercise);
        let own = fs::read_to_string(folder.join("answers.toml")).unwrap();
        fs::write(folder.join("answers.toml"), own + &text).unwrap();
        let mut designs = BTreeMap::new();
        for asked in &exercise.questions {
            if let Field::Design { may_change } = &asked.field {
                let (change, seed) = (&may_change[0], "seed = ");
                assert!(exercise.scenario.contains(seed), "{}", change.path);
                let design = exercise.scenario.replacen(seed, "seed = 1", 1);
                fs::write(folder.join(format!("{}.toml", asked.name)), &design).unwrap();
                designs.insert(asked.name.clone(), design);
            }
        }
        let (said, bytes) = handed_in(&exercise, &json!(answers), &json!(designs));
        let (native, open, doubts) = packed(&folder);
        assert_eq!((&said["open"], &said["doubts"]), (&open, &doubts), "{}", listed.name);
        let (page, program) = (Submission::read(&bytes).unwrap(), Submission::read(&native).unwrap());
        // Grading reads nothing but this.
        assert!(page.is_as(&program), "{}: {:?} {:?}", listed.name, page.answers, program.answers);

        // And with the page's answers in the folder, every byte again.
        let mut archive = tar::Archive::new(bytes.as_slice());
        let archived = archive.entries().unwrap().map(|entry| {
            let mut entry = entry.unwrap();
            let name = entry.path().unwrap().to_string_lossy().into_owned();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
            (name, text)
        });
        let archived: BTreeMap<String, String> = archived.collect();
        fs::write(folder.join("answers.toml"), &archived["answers.toml"]).unwrap();
        assert!(packed(&folder).0 == bytes, "{}: the archives differ", listed.name);
    }
}

/// A class that did its lab, and the pages of the same students.
fn classroom(desk: &Desk, lab: &Lab) -> (Class, Vec<(String, String)>) {
    let made = class(lab, "any secret", 5, &desk.path("class"), moment(), 2, &Silent).unwrap();
    let key = CourseKey::open(&desk.path("class/course.key")).unwrap();
    let students: Vec<&str> = made.students.iter().map(|(student, _)| student.as_str()).collect();
    let out = desk.release(lab, &key, &students, &Pages::Files(desk.engine()));
    let page = |student: &&str| fs::read_to_string(out.join(student).join("lab.html")).unwrap();
    let pages = students.iter().map(|student| ((*student).to_owned(), page(student))).collect();
    (made, pages)
}

#[test]
fn grading_sees_no_difference_between_a_page_and_the_program() {
    let (desk, lab) = (Desk::new(), Lab::load("labs/example").unwrap());
    let (made, pages) = classroom(&desk, &lab);
    let key = CourseKey::open(&desk.path("class/course.key")).unwrap();
    // Everybody hands in through a page what they wrote in a file.
    fs::create_dir(desk.path("submitted")).unwrap();
    let honest = |role: &Role| matches!(role, Role::Honest | Role::Mistaken { .. });
    for ((student, role), (_, page)) in made.students.iter().zip(&pages) {
        if !honest(role) {
            continue;
        }
        let text = fs::read_to_string(desk.path(&format!("class/release/{student}/answers.toml"))).unwrap();
        let answers = Answers::parse(Source::new("answers.toml", text), |_| None).unwrap().answers;
        let typed = answers.iter().map(|(name, given)| {
            let words = given.shown().replace(['[', ']', '"'], "");
            (name.clone(), json!(words))
        });
        let exercise = exercise(page);
        let (_, bytes) = handed_in(&exercise, &Value::Object(typed.collect()), &json!({}));
        fs::write(desk.path(&format!("submitted/{student}.tar")), bytes).unwrap();
    }
    let grading = Grading {
        submitted: &desk.path("submitted"),
        key: &key,
        lab: Some(&lab),
        roster: &Roster::default(),
        uncompared: false,
        due: None,
        out: &desk.path("graded"),
        force: false,
        threads: 2,
    };
    grade(&grading, &Silent).unwrap();
    let mut seen = 0;
    for (student, _) in made.students.iter().filter(|(_, role)| honest(role)) {
        let of = |folder: &str| {
            let feedback = fs::read_to_string(desk.path(&format!("{folder}/feedback/{student}.md"))).unwrap();
            let grades = fs::read_to_string(desk.path(&format!("{folder}/grades.csv"))).unwrap();
            let row =
                grades.lines().find(|line| line.starts_with(&format!("{student},"))).unwrap().to_owned();
            (feedback, row)
        };
        assert_eq!(of("graded"), of("class/graded"), "{student}");
        seen += 1;
    }
    assert!(seen >= 2, "{:?}", made.students);
}

/// All texts behind a key of this name, wherever it stands in a lab.
fn behind(value: &toml::de::DeValue<'_>, key: &str, found: &mut Vec<String>) {
    use toml::de::DeValue;
    match value {
        DeValue::Table(table) => {
            for (name, value) in table {
                match value.get_ref() {
                    DeValue::String(text) if name.get_ref().as_ref() == key => found.push(text.to_string()),
                    inner => behind(inner, key, found),
                }
            }
        }
        DeValue::Array(all) => all.iter().for_each(|one| behind(one.get_ref(), key, found)),
        _ => {}
    }
}

/// What a lab tells who made a mistake.
fn told(lab: &str) -> Vec<String> {
    let table = toml::de::DeTable::parse(bazaar_scenario::Shipped::find_lab(lab).unwrap().text).unwrap();
    let mut found = Vec::new();
    behind(&toml::de::DeValue::Table(table.into_inner()), "feedback", &mut found);
    found
}

/// The numbers that feedback says are right, and between which they may lie.
fn right(feedback: &str) -> Vec<String> {
    let sentences = feedback.lines().filter(|line| line.contains(" give ") && line.contains(" by chance"));
    let numbers = sentences.flat_map(|line| {
        let (_, line) = line.split_once(" give ").unwrap();
        line.split([' ', ','])
            .filter(|word| word.parse::<f64>().is_ok())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    // One or two digits stand anywhere: in a style, in a script, in a scenario.
    numbers.filter(|number| number.bytes().filter(u8::is_ascii_digit).count() > 2).collect()
}

/// Whether a number stands in a text on its own, and not within a longer one.
fn stands(text: &str, number: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_');
    text.match_indices(number).any(|(at, _)| {
        !part(text[..at].chars().next_back()) && !part(text[at + number.len()..].chars().next())
    })
}

#[test]
fn no_key_no_answer_and_nobody_else_is_in_a_page() {
    let (desk, lab) = (Desk::new(), Lab::load("labs/example").unwrap());
    let (made, pages) = classroom(&desk, &lab);
    let secret = fs::read_to_string(desk.path("class/course.key")).unwrap();
    let told = told("labs/example");
    assert!(told.len() > 1);
    let own: Vec<Exercise> = pages.iter().map(|(_, page)| exercise(page)).collect();
    let of_all: Vec<&String> = own.iter().flat_map(|one| one.values.iter().map(|(_, value)| value)).collect();
    assert_eq!(of_all.len(), 10, "a time and a seed for each of five");
    for (place, (student, page)) in pages.iter().enumerate() {
        // Without the engine, whose letters may spell anything.
        let (before, rest) = page.split_once("Bazaar.provide('").unwrap();
        let page = format!("{before}{}", rest.split_once("');").unwrap().1);
        assert!(!page.contains(secret.trim()) && secret.trim().len() == 64);
        for text in &told {
            assert!(!page.contains(text.trim()), "{student}: {text}");
        }
        for word in ["mistakes", "credit", "key_replications", "[[questions"] {
            assert!(!page.contains(&format!("\"{word}\"")) && !page.contains(&format!("{word} =")), "{word}");
        }
        for (other, exercise) in own.iter().enumerate() {
            for (label, value) in &exercise.values {
                let is_own = own[place].values.contains(&(label.clone(), value.clone()));
                assert_eq!(stands(&page, value.trim_end_matches(" h")), is_own, "{student}: {label} {value}");
                assert!(other == place || !is_own, "values of {student} and {} are alike", exercise.student);
            }
            assert_eq!(stands(&page, &exercise.student), other == place, "{student} {}", exercise.student);
        }
        let feedback = desk.path(&format!("class/graded/feedback/{student}.md"));
        let role = &made.students[place].1;
        let Ok(feedback) = fs::read_to_string(feedback) else {
            assert!(!matches!(role, Role::Honest | Role::Mistaken { .. }));
            continue;
        };
        let right = right(&feedback);
        assert!(right.len() >= 3, "{feedback}");
        for number in right {
            assert!(!stands(&page, &number), "{student}: {number}");
        }
    }
}

#[test]
fn a_link_says_nothing_of_others_and_its_page_is_small() {
    let (desk, lab) = (Desk::new(), Lab::load("labs/warm-up").unwrap());
    let out = desk.release(&lab, &key(), &["s1", "s2"], &Pages::Linked(desk.engine()));
    let table = fs::read_to_string(out.join("_links.csv")).unwrap();
    let rows: Vec<(&str, &str)> = table.lines().skip(1).map(|line| line.split_once(',').unwrap()).collect();
    assert_eq!(rows.iter().map(|(student, _)| *student).collect::<Vec<_>>(), ["s1", "s2"]);
    assert!(fs::read_to_string(out.join("_web/bazaar.wasm.js")).unwrap().starts_with("Bazaar.provide('"));
    assert!(!out.join("s1/lab.html").exists() && out.join("s1/task.md").exists());
    for (student, path) in rows {
        let name = path.strip_prefix("_web/").and_then(|name| name.strip_suffix(".html")).unwrap();
        assert!(name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit()), "{path}");
        let page = fs::read_to_string(out.join(path)).unwrap();
        assert!(page.len() < 100_000, "{}", page.len());
        assert_eq!(exercise(&page).student, student);
        // But for the place of the engine it is the page in one file.
        let other = Desk::new();
        let whole = other.release(&lab, &key(), &[student], &Pages::Files(other.engine()));
        let whole = fs::read_to_string(whole.join(student).join("lab.html")).unwrap();
        assert_eq!(whole.replacen(&format!("<script>{}</script>\n", other.engine().script()), "", 1), page);
    }
}

/// The commands that a task shows, but for those that pack and grade.
fn commands(exercise: &Exercise) -> Vec<String> {
    let forms =
        exercise.questions.iter().flat_map(|asked| asked.hints.iter().chain([&asked.text, &asked.form]));
    let lines = exercise.tasks.iter().chain(forms).flat_map(|text| text.lines());
    let shown =
        lines.map(str::trim).filter(|line| line.starts_with("bazaar ") && !line.starts_with("bazaar course"));
    shown.map(str::to_owned).collect()
}

#[test]
fn a_page_can_do_every_command_of_every_lab() {
    let ask = |question: &Value| -> Value {
        serde_json::from_str(&Page::default().ask(&question.to_string(), &Silent)).unwrap()
    };
    let mut done = BTreeMap::new();
    for listed in Lab::shipped() {
        let desk = Desk::new();
        let lab = Lab::load(listed.name).unwrap();
        let folder = desk.release(&lab, &key(), &["s1"], &Pages::Files(desk.engine())).join("s1");
        let exercise = exercise(&fs::read_to_string(folder.join("lab.html")).unwrap());
        for line in commands(&exercise) {
            let command = ask(&json!({ "do": "typed", "line": line }));
            let verb =
                command["verb"].as_str().unwrap_or_else(|| panic!("{}: {line}: {command}", lab.name()));
            let file = command["file"].as_str().unwrap();
            let design = file.strip_suffix(".toml").unwrap();
            let is_design = exercise.questions.iter().any(|asked| asked.name == design);
            assert!(file == "scenario.toml" || is_design, "{}: {line}", lab.name());
            let (text, sets) = (&exercise.scenario, &command["sets"]);
            // One share of very many: that it is read, and that it begins.
            let question = match command["study"].as_str() {
                None => json!({ "do": "begin", "name": file, "text": text, "sets": sets }),
                Some(study) => json!({
                    "do": "parts", "name": line, "text": study, "sets": sets, "replications": 2,
                    "scenarios": { "scenario.toml": text }, "share": 0, "of": 1000,
                }),
            };
            let answer = ask(&question);
            assert_eq!(answer.get("error"), None, "{}: {line}: {answer}", lab.name());
            *done.entry(verb.to_owned()).or_insert(0) += 1;
        }
    }
    assert!(
        ["run", "sweep", "compare", "threshold", "evaluate"].iter().all(|verb| done[*verb] > 0),
        "{done:?}"
    );
}
