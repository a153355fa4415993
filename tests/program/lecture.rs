//! A lab as a lecturer uses it, with a class of thirty: correct students, each known mistake, and tampering.

use std::fs;
use std::process::Command;

use bazaar_scenario::Scenario;
use bazaar_study::{Settings, Silent, run};

use crate::desk::Desk;

/// The kinds of answers in a class, by the students' numbers.
const HONEST: std::ops::RangeInclusive<usize> = 1..=14;
const HALF_THE_DESK: std::ops::RangeInclusive<usize> = 15..=18;
const LONG_RUN: std::ops::RangeInclusive<usize> = 19..=22;
const NOTHING_TAKEN_AWAY: std::ops::RangeInclusive<usize> = 23..=26;

fn name(number: usize) -> String {
    format!("s{number:02}")
}

/// What a student's scenario gives under edits.
fn wait(desk: &Desk, number: usize, sets: &[&str], replications: u32) -> f64 {
    let path = desk.path().join(format!("release/{}/scenario.toml", name(number)));
    let mut scenario = Scenario::load(path.to_str().unwrap(), sets).unwrap();
    scenario.study.replications = replications;
    run(&scenario, &Settings::default(), &Silent).unwrap().summary.get("wait").unwrap().mean.unwrap()
}

fn answer(desk: &Desk, number: usize) {
    let first = ["study.horizon=48 h", "study.warm_up=0 h"];
    let far = wait(desk, number, &[], 200);
    let beginning = wait(desk, number, &first, 200);
    let mut long = wait(desk, number, &[], 20);
    let (mut days, mut bias) = (beginning, far - beginning);
    if HALF_THE_DESK.contains(&number) {
        long = wait(desk, number, &["model.queue.servers=2"], 20);
    } else if LONG_RUN.contains(&number) {
        days = far;
    } else if NOTHING_TAKEN_AWAY.contains(&number) {
        bias = far;
    }
    let file = format!("release/{}/answers.toml", name(number));
    let blank = fs::read_to_string(desk.path().join(&file)).unwrap();
    // Everybody has the options in an order of their own.
    let task = fs::read_to_string(desk.path().join(format!("release/{}/task.md", name(number)))).unwrap();
    let order = ["** your desk\n", "first 24 hours", "a second person"].map(|part| {
        let at = task.find(part).unwrap_or_else(|| panic!("{part} is no option of {task}"));
        let line = &task[task[..=at].rfind("\n- **").unwrap() + 5..];
        line.chars().next().unwrap().to_string()
    });
    let given = format!(
        "guess = 1\nwait = {long:.2}\nfirst_days = {days:.2}\nbias = {bias:.2}\nbusiest = {order:?}\n\
         explain = \"Waits of callers who follow one another are alike.\"\n"
    );
    desk.file(&file, blank + &given);
}

/// The text in a student's file of the release, changed.
fn edit(desk: &Desk, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(desk.path().join(file)).unwrap();
    assert!(text.contains(from), "{file} lacks {from}");
    desk.file(file, text.replace(from, to));
}

/// An honest student loses anything with a probability of 1%: of fourteen, two or more do with 0.8%. The key is fixed.
#[test]
fn a_class_of_thirty_gets_its_grades_and_is_told_where_they_come_from() {
    let desk = Desk::new();
    let ids: Vec<String> = (1..=30).map(name).collect();
    desk.file(
        "roster.csv",
        format!(
            "student,name\n{}\n",
            ids.iter().map(|id| format!("{id},\"Doe, J\"")).collect::<Vec<_>>().join("\n")
        ),
    );
    desk.file("course.key", "5f2b9c1ae04d7783c6d08b4e9f13a752\n");
    let course = ["--key", "course.key", "--roster", "roster.csv"];
    let release = ["--quiet", "course", "release", "labs/warm-up", "--out", "release"];
    desk.bazaar(&[&release[..], &course].concat()).done();
    (1..=29).for_each(|number| answer(&desk, number));
    edit(&desk, "release/s27/scenario.toml", "servers = 1", "servers = 2");
    let stolen = fs::read_to_string(desk.path().join("release/s01/scenario.toml")).unwrap();
    desk.file("release/s28/scenario.toml", stolen);
    for number in 1..=29 {
        desk.bazaar(&["--quiet", "course", "pack", &format!("release/{}", name(number))]).done();
    }
    // One changes the fingerprint in the archive, and one hands in an archive that leads out of its folder.
    let path = desk.path().join("release/s29/s29.tar");
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.windows(14).position(|part| part == b"\"fingerprint\":").unwrap() + 15;
    bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
    fs::write(&path, bytes).unwrap();
    desk.file("escaped.txt", "out");
    let tar = Command::new("tar")
        .args(["--absolute-names", "-cf", "s30.tar", "../../escaped.txt"])
        .current_dir(desk.path().join("release/s30"))
        .status();
    let has_tar = tar.is_ok_and(|status| status.success());

    let grade = ["--quiet", "course", "grade", "release", "--out", "graded"];
    desk.bazaar(&[&grade[..], &course].concat()).done();
    let read = |file: &str| fs::read_to_string(desk.path().join("graded").join(file)).unwrap();
    let grades = read("grades.csv");
    let row = |number: usize| {
        let own = format!("{},", name(number));
        grades.lines().find(|line| line.starts_with(&own)).unwrap_or_else(|| panic!("{number}: {grades}"))
    };
    assert_eq!(grades.lines().count(), 31, "{grades}");
    let full = HONEST
        .filter(|number| row(*number).starts_with(&format!("{},9,9,\"graded\"", name(*number))))
        .count();
    assert!(full >= 13, "{full} of 14 honest students have all points\n{grades}");
    for (students, told) in [
        (HALF_THE_DESK, "This is what you get with two people at the desk"),
        (LONG_RUN, "This is what you get in the long run"),
        (NOTHING_TAKEN_AWAY, "This is the wait in the long run itself"),
    ] {
        let recognised = students.filter(|number| {
            let text = read(&format!("feedback/{}.md", name(*number)));
            let grade = row(*number).split(',').nth(1).unwrap().parse::<f64>().unwrap();
            text.contains(told) && text.contains("the cause is a known mistake") && grade < 9.0
        });
        assert!(recognised.count() >= 3, "{told}\n{grades}");
    }
    for (number, why) in
        [(27, "`servers = 2` instead of `servers = 1`"), (28, "not the student's own"), (29, "fingerprint")]
    {
        assert!(row(number).starts_with(&format!("{},,,\"tampered", name(number))), "{}", row(number));
        assert!(row(number).contains(why), "{}", row(number));
        assert!(!desk.path().join(format!("graded/feedback/{}.md", name(number))).exists());
    }
    let debrief = read("debrief.md");
    assert!(!has_tar || debrief.contains("s30/s30.tar: broken: the archive contains"), "{debrief}");
    assert!(
        debrief.contains("26 students were graded") && debrief.contains("Mistake `long run`: "),
        "{debrief}"
    );
    assert!(!grades.contains("Doe") && !debrief.contains("Doe"), "a name got out");
    assert_eq!(fs::read_to_string(desk.path().join("escaped.txt")).unwrap(), "out");
}
