//! A class from release to grades, with everything that can be handed in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bazaar_labs::{CourseKey, Graded, Grading, Lab, LabError, Pages, Roster, debrief, grade, pack, release};
use bazaar_scenario::Scenario;
use bazaar_study::{Settings, Silent, run};
use tempfile::TempDir;

use crate::key;

const ROSTER: &str = "student,name\ns1,A\ns2,B\ns3,C\ns4,D\ns5,E\ns6,F\ns7,G\n";

fn lab() -> Lab {
    Lab::load("labs/warm-up").unwrap()
}

fn moment() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

/// The files below a folder, by path.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// An archive in which one text of a file stands for another; sizes in its heads are put right.
fn replaced(archive: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for entry in tar::Archive::new(archive).entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        let text = text.replace(from, to);
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        builder.append_data(&mut header, name, text.as_bytes()).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A course in a folder of its own.
struct Desk(TempDir);

impl Desk {
    /// Releases the lab to all of them.
    fn release(&self) -> Result<(), LabError> {
        let roster = Roster::parse(ROSTER).unwrap();
        release(&lab(), &key(), &roster, &Pages::None, &self.path("release"), 0, &Silent).map(|_| ())
    }

    fn new() -> Self {
        let desk = Desk(tempfile::tempdir().unwrap());
        desk.release().unwrap();
        fs::create_dir(desk.path("submitted")).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// What a student's scenario gives under edits.
    fn measure(&self, student: &str, metric: &str, sets: &[&str], replications: u32) -> f64 {
        let path = self.path(&format!("release/{student}/scenario.toml"));
        let mut scenario = Scenario::load(path.to_str().unwrap(), sets).unwrap();
        scenario.study.replications = replications;
        let outcome = run(&scenario, &Settings::default(), &Silent).unwrap();
        outcome.summary.get(metric).unwrap().mean.unwrap()
    }

    /// The letters that options with these words have for a student.
    fn letters(&self, student: &str, parts: [&str; 3]) -> [String; 3] {
        let task = fs::read_to_string(self.path(&format!("release/{student}/task.md"))).unwrap();
        parts.map(|part| {
            let at = task.find(part).unwrap_or_else(|| panic!("{part} is no option of {task}"));
            let line = &task[task[..=at].rfind("\n- **").unwrap() + 5..];
            line.chars().next().unwrap().to_string()
        })
    }

    /// Fills in answers and packs them.
    fn hand_in(&self, student: &str, answers: &str) -> PathBuf {
        let folder = self.path(&format!("release/{student}"));
        let blank = fs::read_to_string(folder.join("answers.toml")).unwrap();
        fs::write(folder.join("answers.toml"), format!("{blank}\n{answers}\n")).unwrap();
        let packed = pack(&folder, moment()).unwrap();
        let to = self.path(&format!("submitted/{student}.tar"));
        fs::rename(packed.path, &to).unwrap();
        to
    }

    fn grade(&self, out: &str, threads: usize) -> Result<Graded, LabError> {
        self.graded(out, threads, false)
    }

    fn grade_uncompared(&self, out: &str) -> Result<Graded, LabError> {
        self.graded(out, 0, true)
    }

    fn graded(&self, out: &str, threads: usize, uncompared: bool) -> Result<Graded, LabError> {
        let roster = Roster::parse(ROSTER).unwrap();
        let (submitted, out) = (self.path("submitted"), self.path(out));
        let key = key();
        let grading = Grading {
            submitted: &submitted,
            key: &key,
            lab: None,
            roster: &roster,
            due: Some("2027-01-01T00:00:00Z"),
            uncompared,
            out: &out,
            force: false,
            threads,
        };
        grade(&grading, &Silent)
    }
}

#[test]
fn a_release_is_the_same_again_and_has_neither_key_nor_names() {
    let (one, other) = (Desk::new(), Desk::new());
    let texts = |desk: &Desk| -> Vec<Vec<u8>> { files(&desk.path("release")).into_values().collect() };
    assert_eq!(texts(&one), texts(&other));
    assert_eq!(texts(&one).len(), 21);
    let all = String::from_utf8(texts(&one).concat()).unwrap();
    assert!(!all.contains("the key of these tests") && !all.contains("name,"));
    for secret in ["This is what you get with two people", "mistakes", "checks"] {
        assert!(!all.contains(secret), "{secret}");
    }
    let scenario =
        |student: &str| fs::read_to_string(one.path(&format!("release/{student}/scenario.toml"))).unwrap();
    assert_ne!(scenario("s1"), scenario("s2"));
    assert!(fs::read_to_string(one.path("release/s1/task.md")).unwrap().contains("bazaar course pack"));
}

#[test]
fn a_release_never_replaces_what_is_there() {
    let desk = Desk::new();
    let again = desk.release();
    assert!(again.unwrap_err().to_string().contains("is not empty"));
}

#[test]
fn everything_that_can_be_handed_in_is_graded_or_reported() {
    let desk = Desk::new();
    let long = desk.measure("s1", "wait", &[], 20);
    let first = desk.measure("s1", "wait", &["study.horizon=48 h", "study.warm_up=0 h"], 200);
    let far = desk.measure("s1", "wait", &[], 200);
    desk.hand_in(
        "s1",
        &format!(
            "guess = 3\nwait = {long:.2}\nfirst_days = {first:.2}\nbias = \"{:.2} h\"\nbusiest = {:?}\nexplain = \"=1+1\"",
            far - first,
            desk.letters("s1", ["** your desk\n", "first 24 hours", "a second person"])
        ),
    );
    let two = desk.measure("s2", "wait", &["model.queue.servers=2"], 20);
    desk.hand_in("s2", &format!("wait = {two:.2}\nfirst_days = 99\nbias = \"much\""));
    // The scenario of another student, one that was edited, and one that only says that it is of another version.
    let stolen = fs::read(desk.path("release/s1/scenario.toml")).unwrap();
    fs::write(desk.path("release/s3/scenario.toml"), stolen).unwrap();
    desk.hand_in("s3", "wait = 1");
    let edited = desk.path("release/s4/scenario.toml");
    let text = fs::read_to_string(&edited).unwrap().replace("servers = 1", "servers = 3");
    fs::write(&edited, text).unwrap();
    desk.hand_in("s4", "wait = 1");
    let forged = desk.hand_in("s5", "wait = 1");
    let mut bytes = fs::read(&forged).unwrap();
    let at = bytes.windows(14).position(|part| part == b"\"fingerprint\":").unwrap() + 15;
    bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
    fs::write(&forged, bytes).unwrap();
    let cut = desk.hand_in("s6", "wait = 1");
    let bytes = fs::read(&cut).unwrap();
    fs::write(&cut, &bytes[..700]).unwrap();
    fs::create_dir(desk.path("submitted/deeper")).unwrap();
    fs::write(desk.path("submitted/deeper/bomb.tar"), vec![0; 5 << 20]).unwrap();
    fs::write(desk.path("submitted/notes.txt"), "not a submission").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(desk.path("submitted/s1.tar"), desk.path("submitted/link.tar")).unwrap();

    let before = files(&desk.path("submitted"));
    let graded = desk.grade("graded", 2).unwrap();
    assert_eq!(graded.students, 2, "{graded:?}");
    let told = |what: &str| {
        let found = graded.reported.iter().find(|report| report.what.as_str() == what);
        found.map(|report| report.why.as_str()).unwrap_or_else(|| panic!("{what} is not in {graded:?}"))
    };
    assert!(told("s3.tar").starts_with("tampered: the scenario"));
    assert!(told("s4.tar").contains("`servers = 3` instead of `servers = 1`"), "{}", told("s4.tar"));
    assert!(told("s5.tar").starts_with("tampered: its fingerprint"));
    assert!(told("s6.tar").starts_with("broken: "));
    assert!(told("deeper/bomb.tar").contains("larger than"));
    assert_eq!(told("s7"), "nothing was handed in");
    #[cfg(unix)]
    assert_eq!(told("link.tar"), "broken: it is not a regular file");
    assert!(told("s1.tar").starts_with("Late: packed 2027-01-15"));

    let read = |name: &str| fs::read_to_string(desk.path(&format!("graded/{name}"))).unwrap();
    let grades = read("grades.csv");
    assert!(grades.starts_with("ID number,Grade,Maximum,Status,guess,wait,"), "{grades}");
    assert!(grades.contains("\ns1,9,9,"), "{grades}");
    assert!(grades.lines().any(|line| line.starts_with("s2,") && line.ends_with(",0,0,0,0,0,0")), "{grades}");
    assert!(grades.contains("\ns7,,,\"nothing was handed in\""), "{grades}");
    assert!(read("to_grade.csv").contains("s1,explain,,\"'=1+1\""));
    let feedback = read("feedback/s2.md");
    assert!(feedback.contains("This is what you get with two people"), "{feedback}");
    assert!(feedback.contains("\\`much\\` is not a number"), "{feedback}");
    assert!(!desk.path("graded/feedback/s3.md").exists());
    let text = debrief(&desk.path("graded")).unwrap();
    assert!(text.contains("Mistake `half the desk`: 1 times."), "{text}");

    // Nothing outside of its folder, and the same bytes on one thread.
    assert_eq!(files(&desk.path("submitted")), before);
    desk.grade("again", 1).unwrap();
    let texts = |folder: &str| -> Vec<Vec<u8>> { files(&desk.path(folder)).into_values().collect() };
    assert_eq!(texts("graded"), texts("again"));
    let all: Vec<_> = fs::read_dir(desk.0.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(all.len(), 4, "{all:?}");
}

#[test]
fn nobody_takes_away_a_grade_by_handing_in_the_file_of_another() {
    let desk = Desk::new();
    let one = desk.hand_in("s1", "wait = 1");
    desk.hand_in("s2", "wait = 1");
    // A copy under the name of another, and a second file that says it is the first student's.
    fs::copy(&one, desk.path("submitted/s3.tar")).unwrap();
    let kept = fs::read(&one).unwrap();
    let later = desk.hand_in("s1", "first_days = 2");
    fs::rename(later, desk.path("submitted/s4.tar")).unwrap();
    fs::write(&one, kept).unwrap();
    let graded = desk.grade("graded", 0).unwrap();
    assert_eq!(graded.students, 2, "{graded:?}");
    let grades = fs::read_to_string(desk.path("graded/grades.csv")).unwrap();
    let of = |student: &str| grades.lines().find(|line| line.starts_with(&format!("{student},"))).unwrap();
    assert!(of("s1").contains(",9,\"Late"), "{grades}");
    for other in ["s3", "s4"] {
        assert!(of(other).contains("it names s1, whose file is s1.tar"), "{grades}");
    }
}

#[test]
fn of_different_files_without_the_students_name_none_is_graded() {
    let desk = Desk::new();
    let one = desk.hand_in("s1", "wait = 1");
    fs::rename(one, desk.path("submitted/mine.tar")).unwrap();
    let other = desk.hand_in("s1", "first_days = 2");
    fs::rename(other, desk.path("submitted/newer.tar")).unwrap();
    let copied = desk.hand_in("s2", "wait = 1");
    fs::rename(&copied, desk.path("submitted/a.tar")).unwrap();
    fs::copy(desk.path("submitted/a.tar"), desk.path("submitted/b.tar")).unwrap();
    fs::write(desk.path("submitted/s3.zip"), "PK").unwrap();
    let graded = desk.grade("graded", 0).unwrap();
    assert_eq!(graded.students, 1, "{graded:?}");
    assert!(
        graded.reported.iter().filter(|it| it.why.as_str().starts_with("twice")).count() == 2,
        "{graded:?}"
    );
    let zip = graded.reported.iter().find(|report| report.what.as_str() == "s3.zip").unwrap();
    assert!(zip.why.as_str().contains("not a .tar file made by `bazaar course pack`"), "{zip:?}");
    assert_eq!(zip.student.as_deref(), Some("s3"));
}

#[test]
fn a_key_that_is_not_that_of_the_release_makes_nobody_a_cheat() {
    let desk = Desk::new();
    desk.hand_in("s1", "wait = 1");
    desk.hand_in("s2", "wait = 1");
    let key = CourseKey::new(b"fedcba9876543210");
    let (submitted, out) = (desk.path("submitted"), desk.path("graded"));
    let grading = Grading {
        submitted: &submitted,
        key: &key,
        lab: None,
        roster: &Roster::default(),
        due: None,
        uncompared: false,
        out: &out,
        force: false,
        threads: 1,
    };
    let error = grade(&grading, &Silent).unwrap_err().to_string();
    assert!(error.contains("follows from this key") && !out.exists(), "{error}");
}

#[test]
fn what_cannot_be_right_is_said_when_it_is_packed() {
    let desk = Desk::new();
    let folder = desk.path("release/s1");
    let blank = fs::read_to_string(folder.join("answers.toml")).unwrap();
    let answers =
        "guess = 2\nwait = \"$1,200\"\nfirst_days = \"90 min\"\nbusiest = [\"a\", \"b\"]\nexplain = \" \"\n";
    fs::write(folder.join("answers.toml"), format!("{blank}\n{answers}")).unwrap();
    let packed = pack(&folder, moment()).unwrap();
    assert_eq!(packed.open, ["bias", "explain"]);
    let doubts: Vec<&str> = packed.doubts.iter().map(|(question, _)| question.as_str()).collect();
    assert_eq!(doubts, ["wait", "busiest"], "{packed:?}");
}

#[test]
fn a_number_that_is_right_but_for_how_it_was_written_is_told_so() {
    let desk = Desk::new();
    let first = desk.measure("s1", "wait", &["study.horizon=48 h", "study.warm_up=0 h"], 200);
    let far = desk.measure("s1", "wait", &[], 200);
    desk.hand_in("s1", &format!("bias = {:.2}\nguess = 3.14159", first - far));
    desk.hand_in("s2", "wait = 1");
    desk.grade("graded", 0).unwrap();
    let feedback = fs::read_to_string(desk.path("graded/feedback/s1.md")).unwrap();
    assert!(feedback.contains("With the other sign it would be right"), "{feedback}");
    assert!(feedback.contains("You answered 3.14159 h"), "{feedback}");
}

#[test]
fn a_folder_without_anything_to_grade_says_so_and_one_that_is_used_is_kept() {
    let desk = Desk::new();
    assert!(desk.grade("graded", 0).unwrap_err().to_string().contains("no file can be graded"));
    assert!(!desk.path("graded").exists());
    fs::create_dir(desk.path("used")).unwrap();
    fs::write(desk.path("used/mine.txt"), "mine").unwrap();
    assert!(desk.grade("used", 0).unwrap_err().to_string().contains("is not empty"));
    assert!(debrief(&desk.path("used")).is_err());
}

#[test]
fn an_answer_to_no_question_is_told_with_its_line() {
    let desk = Desk::new();
    let folder = desk.path("release/s1");
    let blank = fs::read_to_string(folder.join("answers.toml")).unwrap();
    fs::write(folder.join("answers.toml"), format!("{blank}\nweit = 1\n")).unwrap();
    let LabError::Text(error) = pack(&folder, moment()).unwrap_err() else { panic!("no places") };
    let fault = &error.diagnostics()[0];
    assert_eq!(fault.place().position().0, blank.lines().count() + 2);
    assert!(fault.help_text().unwrap().contains("did you mean `wait`?"), "{fault:?}");
}

#[test]
fn what_another_version_packed_has_points_only_if_the_lecturer_says_so() {
    let desk = Desk::new();
    let edited = desk.path("release/s1/scenario.toml");
    let text = fs::read_to_string(&edited).unwrap().replace("servers = 1", "servers = 3");
    fs::write(&edited, text).unwrap();
    let file = desk.hand_in("s1", "wait = 99");
    let version = concat!(r#""version":""#, env!("CARGO_PKG_VERSION"), '"');
    let with =
        |number: &str| replaced(&fs::read(&file).unwrap(), version, &format!(r#""version":"{number}""#));
    let (earlier, later) = (with("0.0.9"), with("9.9.9"));
    fs::write(&file, later).unwrap();
    desk.hand_in("s2", "wait = 1");
    // No such version is known to this program.
    let graded = desk.grade("later", 0).unwrap();
    assert!(
        graded.students == 1
            && graded.reported.iter().any(|it| it.why.as_str().contains("packed with 9.9.9"))
    );
    fs::write(&file, earlier).unwrap();
    let graded = desk.grade("earlier", 0).unwrap();
    let of_s1 = |graded: &Graded| {
        let is_note = |why: &str| why.starts_with("Another version: packed with 0.0.9");
        graded.reported.iter().any(|it| it.what.as_str() == "s1.tar" && is_note(it.why.as_str()))
    };
    assert!(graded.students == 1 && of_s1(&graded), "{graded:?}");
    let grades = fs::read_to_string(desk.path("earlier/grades.csv")).unwrap();
    assert!(grades.contains("\ns1,,,\"Another version"), "{grades}");
    let graded = desk.grade_uncompared("graded").unwrap();
    assert!(graded.students == 2 && of_s1(&graded), "{graded:?}");
    let grades = fs::read_to_string(desk.path("graded/grades.csv")).unwrap();
    let row = grades.lines().find(|line| line.starts_with("s1,")).unwrap();
    assert!(row.starts_with("s1,0,9,\"Another version") && row.contains("could not be compared"), "{row}");
    assert!(fs::read_to_string(desk.path("graded/feedback/s1.md")).unwrap().contains("Another version"));
}

#[test]
fn grades_do_not_depend_on_what_files_are_called() {
    let desk = Desk::new();
    let students = ["s1", "s2", "s3", "s4"];
    for (number, student) in students.iter().enumerate() {
        desk.hand_in(student, &format!("wait = {number}\nexplain = \"{student}\""));
    }
    desk.grade("graded", 2).unwrap();
    for (number, student) in students.iter().enumerate() {
        let called = desk.path(&format!("submitted/{}", students.len() - number));
        fs::create_dir(&called).unwrap();
        fs::rename(desk.path(&format!("submitted/{student}.tar")), called.join("mine.tar")).unwrap();
    }
    desk.grade("again", 2).unwrap();
    let read = |file: &str| fs::read_to_string(desk.path(file)).unwrap();
    for file in ["grades.csv", "to_grade.csv", "feedback/s1.md", "feedback/s4.md"] {
        assert_eq!(read(&format!("graded/{file}")), read(&format!("again/{file}")), "{file}");
    }
}

/// The file of a student as another says it is theirs.
fn said_to_be(desk: &Desk, from: &str, of: &str) -> Vec<u8> {
    let bytes = fs::read(desk.path(&format!("submitted/{from}.tar"))).unwrap();
    let bytes = replaced(&bytes, &format!("\"student\":\"{from}\""), &format!("\"student\":\"{of}\""));
    replaced(&bytes, &format!("student = \"{from}\""), &format!("student = \"{of}\""))
}

#[test]
fn one_student_does_not_choose_the_lab_of_the_class() {
    let desk = Desk::new();
    for student in ["s1", "s2", "s3"] {
        desk.hand_in(student, "wait = 1");
    }
    let bytes = fs::read(desk.path("submitted/s3.tar")).unwrap();
    let other = replaced(
        &replaced(&bytes, "\"lab\":\"labs/warm-up\"", "\"lab\":\"labs/cap\""),
        "lab = \"labs/warm-up\"",
        "lab = \"labs/cap\"",
    );
    fs::create_dir(desk.path("submitted/s3")).unwrap();
    for number in 0..13 {
        fs::write(desk.path(&format!("submitted/s3/x{number}.tar")), &other).unwrap();
    }
    let LabError::Use { message, help } = desk.grade("asked", 0).unwrap_err() else { panic!() };
    assert!(message.contains("labs/warm-up (3 students), labs/cap (1 student)"), "{message}");
    assert!(help.contains("--lab labs/warm-up") && !desk.path("asked").exists(), "{help}");
}

#[test]
fn a_file_in_somebody_elses_folder_takes_no_grade_away() {
    let desk = Desk::new();
    for student in ["s1", "s2"] {
        desk.hand_in(student, "wait = 1");
    }
    let forged = said_to_be(&desk, "s2", "s1");
    fs::create_dir(desk.path("submitted/Alice")).unwrap();
    fs::create_dir(desk.path("submitted/Mallory")).unwrap();
    fs::write(desk.path("submitted/Mallory/s1.tar"), forged).unwrap();
    fs::rename(desk.path("submitted/s1.tar"), desk.path("submitted/Alice/s1.tar")).unwrap();
    fs::rename(desk.path("submitted/s2.tar"), desk.path("submitted/Mallory/s2.tar")).unwrap();
    let graded = desk.grade("graded", 0).unwrap();
    assert_eq!(graded.students, 2, "{graded:?}");
    assert!(
        graded.reported.iter().any(|it| it.what.as_str() == "Mallory/s1.tar" && it.student.is_none()),
        "{graded:?}"
    );
    // With the other's scenario in it, the file is still not where hers are.
    fs::copy(desk.path("submitted/Alice/s1.tar"), desk.path("submitted/Mallory/s1.tar")).unwrap();
    let altered = replaced(&fs::read(desk.path("submitted/Alice/s1.tar")).unwrap(), "wait = 1", "wait = 9");
    fs::write(desk.path("submitted/Mallory/s1.tar"), altered).unwrap();
    let graded = desk.grade("again", 0).unwrap();
    assert_eq!(graded.students, 2, "{graded:?}");
    let feedback = fs::read_to_string(desk.path("again/feedback/s1.md")).unwrap();
    assert!(feedback.contains("You answered 1.00 h"), "{feedback}");
}

#[test]
fn what_a_file_says_explains_nobody_elses_row() {
    let desk = Desk::new();
    desk.hand_in("s1", "wait = 1");
    desk.hand_in("s2", "wait = 1");
    let bytes = fs::read(desk.path("submitted/s2.tar")).unwrap();
    fs::write(
        desk.path("submitted/s2.tar"),
        replaced(&bytes, "lab = \"labs/warm-up\"", "lab = \"(s3) (s4)\""),
    )
    .unwrap();
    desk.grade("graded", 0).unwrap();
    let grades = fs::read_to_string(desk.path("graded/grades.csv")).unwrap();
    for absent in ["s3", "s4"] {
        assert!(grades.contains(&format!("\n{absent},,,\"nothing was handed in\"")), "{grades}");
    }
    assert!(grades.contains("\ns2,,,\"broken: "), "{grades}");
}

#[test]
fn of_several_attempts_the_last_is_graded() {
    let desk = Desk::new();
    let first = fs::read(desk.hand_in("s1", "wait = 1")).unwrap();
    let second = replaced(&first, "wait = 1", "wait = 2");
    fs::write(desk.path("submitted/s1-1.tar"), &second).unwrap();
    let is_second = |folder: &str| {
        let graded = desk.grade(folder, 0).unwrap();
        assert_eq!(graded.students, 1, "{graded:?}");
        assert!(
            graded.reported.iter().any(|it| it.why.as_str().starts_with("an earlier attempt of s1")),
            "{graded:?}"
        );
        let feedback = fs::read_to_string(desk.path(&format!("{folder}/feedback/s1.md"))).unwrap();
        assert!(feedback.contains("You answered 2.00 h"), "{feedback}");
    };
    is_second("canvas");
    for (number, bytes) in [(9, &first), (10, &second)] {
        let folder = desk.path(&format!("submitted/Ann_{number}_assignsubmission_file"));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("s1.tar"), bytes).unwrap();
    }
    fs::remove_file(desk.path("submitted/s1.tar")).unwrap();
    fs::remove_file(desk.path("submitted/s1-1.tar")).unwrap();
    is_second("moodle");
}

#[test]
fn what_a_student_writes_is_text_wherever_it_is_shown() {
    const WORST: &str = r"9\u001b]0;pwned\u0007\u001b[8m\n\n# Heading\n<img src=x onerror=alert(1)>";
    let desk = Desk::new();
    desk.hand_in("s1", "wait = \"`a` <b>x</b>\\u001b[8m\"");
    let version = concat!(r#""version":""#, env!("CARGO_PKG_VERSION"), '"');
    let file = desk.hand_in("s2", "wait = 1");
    let bytes = replaced(&fs::read(&file).unwrap(), version, &format!(r#""version":"{WORST}""#));
    fs::write(&file, bytes).unwrap();
    let file = desk.hand_in("s3", "wait = 1");
    let bytes = replaced(&fs::read(&file).unwrap(), "\"schema\":1", r#""\u001b[2J<b>":1,"schema":1"#);
    fs::write(&file, bytes).unwrap();
    desk.hand_in("s4", "explain = \"a;=cmd|'/C calc'!A0;b\\n=2\"");
    fs::write(desk.path("submitted/\u{1b}[8m<i>`.tar"), "x").unwrap();
    let graded = desk.grade("graded", 0).unwrap();
    let told: String = graded.reported.iter().map(|it| format!("{}: {}\n", it.what, it.why)).collect();
    for (name, bytes) in files(&desk.path("graded")) {
        let text = String::from_utf8(bytes).unwrap() + &told;
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{}: {text:?}", name.display());
        if name.extension().is_some_and(|it| it == "md") {
            let page = text.strip_suffix(&told).unwrap();
            assert!(
                ["<b>", "<i>", "<img", "\n# Heading"].iter().all(|markup| !page.contains(markup)),
                "{page}"
            );
        }
    }
    let texts = fs::read_to_string(desk.path("graded/to_grade.csv")).unwrap();
    assert!(texts.contains("\"a;'=cmd|'/C calc'!A0;b\n'=2\""), "{texts}");
}

#[test]
fn right_values_have_their_points_however_they_are_typed() {
    let desk = Desk::new();
    let wait = desk.measure("s1", "wait", &[], 20);
    let comma = |number: f64| format!("{number:.2}").replace('.', ",");
    let forms = [
        ("s1", comma(wait)),
        ("s2", format!("\"{} ч\"", comma(desk.measure("s2", "wait", &[], 20)))),
        ("s3", format!("ca. {} h", comma(desk.measure("s3", "wait", &[], 20)))),
        ("s4", format!("\"{:.2}±0.3\"", desk.measure("s4", "wait", &[], 20))),
        ("s5", format!("\"≈{:.1} мин.\"", 60.0 * desk.measure("s5", "wait", &[], 20))),
        ("s6", "\"1,234\"".to_owned()),
        ("s7", format!("\"{:.2} / h\"", desk.measure("s7", "wait", &[], 20))),
    ];
    for (student, form) in &forms {
        desk.hand_in(student, &format!("wait = {form}"));
    }
    desk.grade("graded", 0).unwrap();
    let grades = fs::read_to_string(desk.path("graded/grades.csv")).unwrap();
    for (student, form) in &forms {
        let row = grades.lines().find(|line| line.starts_with(&format!("{student},"))).unwrap();
        let points = if ["s6", "s7"].contains(student) { "0" } else { "2" };
        assert!(row.starts_with(&format!("{student},{points},9,")), "{form}: {row}");
    }
    let feedback = fs::read_to_string(desk.path("graded/feedback/s6.md")).unwrap();
    assert!(feedback.contains("may be 1.234 or 1234"), "{feedback}");
}
