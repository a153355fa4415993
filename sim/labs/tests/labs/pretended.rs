//! A simulated class.

use std::fs;
use std::time::SystemTime;

use bazaar_labs::{CourseKey, FEWEST, Grading, Lab, Role, Roster, class, grade};
use bazaar_study::Silent;

const SECRET: &str = "the key of class 1";

/// Of eight honest students, one loses something by chance with 8%, and two with 0.3%. The key is fixed.
#[test]
fn each_does_what_they_are_said_to_do_and_is_graded_for_it() {
    let desk = tempfile::tempdir().unwrap();
    let lab = Lab::load("labs/warm-up").unwrap();
    let out = desk.path().join("class");
    let made = class(&lab, SECRET, 18, &out, SystemTime::UNIX_EPOCH, 0, &Silent).unwrap();
    let read = |file: &str| fs::read_to_string(out.join(file)).unwrap();
    let grades = read("graded/grades.csv");
    let of = |student: &str| grades.lines().find(|line| line.starts_with(&format!("{student},"))).unwrap();
    let count = |role: &Role| made.students.iter().filter(|(_, own)| own == role).count();
    assert_eq!(
        [Role::Honest, Role::Copies, Role::CutsOff, Role::Absent].map(|role| count(&role)),
        [8, 1, 1, 1]
    );
    let full = made.students.iter().filter(|(student, role)| {
        *role == Role::Honest && of(student).starts_with(&format!("{student},9,9,"))
    });
    assert!(full.count() >= 7, "{grades}");
    let mut recognised = 0;
    for (student, role) in &made.students {
        match role {
            Role::Mistaken { question, mistake } => {
                let column =
                    grades.lines().next().unwrap().split(',').position(|name| name == question).unwrap();
                let lost = of(student).split(',').nth(column) == Some("0");
                // Too seldom apart to be sure of: `course rehearse` says so.
                recognised += usize::from(lost || mistake == "median");
            }
            Role::Copies => assert!(of(student).contains("tampered: the scenario is not"), "{grades}"),
            Role::CutsOff => assert!(of(student).contains("\"broken: "), "{grades}"),
            Role::Absent => assert!(of(student).contains("nothing was handed in"), "{grades}"),
            Role::Honest => {}
        }
    }
    assert!(recognised >= 6, "{recognised} of 7\n{grades}");
    let cut = made.graded.reported.iter().filter(|it| it.why.as_str().starts_with("broken: ")).count();
    assert_eq!((made.graded.students, cut), (15, 1));

    // The folder has all that it takes to grade it again.
    let again = desk.path().join("again");
    let roster = Roster::parse(&read("roster.csv")).unwrap();
    let key = CourseKey::open(&out.join("course.key")).unwrap();
    let grading = Grading {
        submitted: &out.join("submitted"),
        key: &key,
        lab: None,
        roster: &roster,
        due: None,
        uncompared: false,
        out: &again,
        force: false,
        threads: 1,
    };
    grade(&grading, &Silent).unwrap();
    assert_eq!(fs::read_to_string(again.join("grades.csv")).unwrap(), grades);
    assert_eq!(read("who.csv").lines().count(), 19);
}

#[test]
fn a_class_needs_room_for_everybody_and_replaces_nothing() {
    let desk = tempfile::tempdir().unwrap();
    let lab = Lab::load("labs/warm-up").unwrap();
    let make = |students| class(&lab, SECRET, students, desk.path(), SystemTime::UNIX_EPOCH, 0, &Silent);
    assert!(make(FEWEST - 1).unwrap_err().to_string().contains("must have at least"));
    fs::write(desk.path().join("mine.txt"), "mine").unwrap();
    assert!(make(FEWEST).unwrap_err().to_string().contains("is not empty"));
    assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 1);
}
