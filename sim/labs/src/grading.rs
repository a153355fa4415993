//! Grading a class: every file that was handed in is graded or reported.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bazaar_exercise::{Answers, Submission, VERSION, is_blank};
use bazaar_figure::foreign::{Foreign, cell};
use bazaar_figure::number::counted;
use bazaar_study::Progress;

use super::asked::Kind;
use super::choosing::{Claim, Proof, chosen, claims, persons};
use super::debrief::debrief;
use super::error::LabError;
use super::feedback::{feedback, plain, points};
use super::key::CourseKey;
use super::loading::Lab;
use super::marking::{Mark, Marking};
use super::place::places;
use super::roster::Roster;
use super::submission::{find, open};
use super::variant::Variant;
use super::written::claim;

/// The name of the class's debrief.
pub(super) const DEBRIEF: &str = "debrief.md";
const GRADES: &str = "grades.csv";

/// What to grade, and how.
#[derive(Clone)]
pub struct Grading<'a> {
    /// The folder of the files.
    pub submitted: &'a Path,
    /// The key of the release.
    pub key: &'a CourseKey,
    /// The lab; if none is given, the one of which all students have files.
    pub lab: Option<&'a Lab>,
    /// The students of the course; an empty roster accepts all students.
    pub roster: &'a Roster,
    /// The deadline, as `2026-12-01T23:59:59Z`; files packed later are late.
    pub due: Option<&'a str>,
    /// Whether files packed by an earlier version get points although they cannot be compared.
    pub uncompared: bool,
    /// The output folder.
    pub out: &'a Path,
    /// Whether it may replace an earlier grading.
    pub force: bool,
    /// The number of threads; 0 for one per core. Results do not depend on it.
    pub threads: usize,
}

/// A note on a file that was handed in, or should have been.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// The file, by its path from the folder; or the student without a file.
    pub what: Foreign,
    /// Why it was not graded, or what the lecturer should know.
    pub why: Foreign,
    /// The student whose grade it concerns, if known.
    pub student: Option<String>,
}

impl Report {
    pub(super) fn of(what: &str, student: Option<String>, why: &str) -> Self {
        Report { what: Foreign::sentence(what), why: Foreign::sentence(why), student }
    }
}

/// The result of grading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graded {
    /// The number of graded students.
    pub students: usize,
    /// The notes on files and students.
    pub reported: Vec<Report>,
}

/// A student who can be graded.
pub(super) struct Candidate {
    pub(super) variant: Variant,
    pub(super) answers: Answers,
    pub(super) notes: Vec<Foreign>,
    pub(super) file: String,
}

/// Grades all files in a folder and writes `grades.csv`, `to_grade.csv`, `feedback/STUDENT.md` and
/// `debrief.md`. A file that cannot be graded is reported; the others are graded.
///
/// # Errors
/// If there is nothing to grade, files are of several labs, a run fails, or the results cannot be
/// written.
pub fn grade(grading: &Grading<'_>, progress: &dyn Progress) -> Result<Graded, LabError> {
    let place = claim(grading.out, grading.force.then_some(GRADES), true)?;
    let files = find(grading.submitted)?;
    let mut reported = Vec::new();
    let mut read: Vec<(String, Submission)> = Vec::new();
    let names: Vec<String> = files.iter().map(|path| shown(grading.submitted, path)).collect();
    let lying = places(&names);
    for ((path, name), mut place) in files.iter().zip(names).zip(lying) {
        match open(path) {
            Ok(submission) => read.push((name, submission)),
            Err(why) => {
                // The file itself does not show its owner, but its place may.
                let owner = place.owner(grading.roster, grading.roster.students()).map(str::to_owned);
                reported.push(Report::of(&name, owner, &format!("broken: {why}")));
            }
        }
    }
    let lab = of_all(grading, &read)?;
    let candidates = candidates(grading, &lab, read, &mut reported, progress)?;
    for candidate in &candidates {
        let student = candidate.variant.student().to_owned();
        let of_file = |note: &Foreign| Report::of(&candidate.file, Some(student.clone()), note.as_str());
        reported.extend(candidate.notes.iter().map(of_file));
    }
    let variants: Vec<Variant> = candidates.iter().map(|candidate| candidate.variant.clone()).collect();
    let designs: Vec<_> = candidates.iter().map(|candidate| &candidate.answers.designs).collect();
    let markings = Marking::all(&lab, grading.key, &variants, &designs, grading.threads, progress)?;
    let marks: Vec<Vec<Mark>> = candidates
        .iter()
        .zip(&markings)
        .map(|(candidate, marking)| marking.mark(&candidate.answers))
        .collect();
    for student in grading.roster.students() {
        let there = candidates.iter().any(|candidate| candidate.variant.student() == student);
        if !there && !reported.iter().any(|report| report.student.as_ref() == Some(student)) {
            reported.push(Report::of(student, Some(student.clone()), "nothing was handed in"));
        }
    }
    reported.sort();
    let mut files = vec![
        (GRADES.to_owned(), grades(&lab, &candidates, &marks, &reported, grading.roster.students())),
        ("to_grade.csv".to_owned(), to_grade(&lab, &candidates)),
        (DEBRIEF.to_owned(), debrief(&lab, &candidates, &markings, &marks, &reported)),
    ];
    for ((candidate, marking), marks) in candidates.iter().zip(&markings).zip(&marks) {
        let student = candidate.variant.student();
        let text = feedback(&lab, &candidate.variant, marking, marks, &candidate.notes);
        files.push((format!("feedback/{student}.md"), text));
    }
    place.write(&files)?;
    Ok(Graded { students: candidates.len(), reported })
}

/// A path from the folder, with slashes on every system.
fn shown(folder: &Path, path: &Path) -> String {
    let parts: PathBuf = path.strip_prefix(folder).unwrap_or(path).to_owned();
    let parts: Vec<String> = parts.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// The lab of which all students have files. One student never decides for the others: if labs
/// differ the lecturer must name one.
fn of_all(grading: &Grading<'_>, read: &[(String, Submission)]) -> Result<Lab, LabError> {
    if let Some(lab) = grading.lab {
        return Ok(lab.clone());
    }
    let roster = grading.roster.students();
    let mut labs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, Submission { record, .. }) in read {
        if roster.is_empty() || roster.contains(&record.student) {
            labs.entry(&record.lab).or_default().insert(&record.student);
        }
    }
    let help = "name the lab with --lab, and the folder with the students' .tar files";
    let mut all: Vec<(&str, usize)> = labs.iter().map(|(lab, students)| (*lab, students.len())).collect();
    all.sort_by_key(|(lab, students)| (usize::MAX - students, *lab));
    match all.as_slice() {
        [] => Err(LabError::usage("no file can be graded", help)),
        [(name, _)] if !name.starts_with("labs/") => Err(LabError::usage(
            format!("the lab `{}` does not come with the program", Foreign::new(name)),
            help,
        )),
        [(name, _)] => Lab::load(name),
        [(first, _), ..] => {
            const MOST: usize = 5;
            let told = all.iter().take(MOST).map(|(lab, students)| {
                format!("{} ({})", Foreign::new(lab), counted(*students as u64, "student"))
            });
            let told: Vec<String> = told.collect();
            let more = if all.len() > MOST { " and others" } else { "" };
            Err(LabError::usage(
                format!("the files are of several labs: {}{more}", told.join(", ")),
                format!("name the one to grade, such as --lab {}", Foreign::new(first)),
            ))
        }
    }
}

/// The students with valid files; errors in other files are reported.
fn candidates(
    grading: &Grading<'_>,
    lab: &Lab,
    read: Vec<(String, Submission)>,
    reported: &mut Vec<Report>,
    progress: &dyn Progress,
) -> Result<Vec<Candidate>, LabError> {
    let (roster, key) = (grading.roster, grading.key);
    let (claims, mut variants) = claims(read, lab, roster, key, grading.threads, progress, reported)?;
    let students: Vec<String> = match roster.students() {
        [] => claims.keys().cloned().collect(),
        students => students.to_vec(),
    };
    let persons = persons(&claims, &students);
    let mut candidates = Vec::new();
    for (student, claims) in claims {
        let Some(Claim { file, submission, proof, .. }) =
            chosen(&student, claims, &persons, &students, reported)
        else {
            continue;
        };
        let Submission { record, answers, .. } = submission;
        let mut notes = Vec::new();
        if proof == Proof::NotCompared {
            let note = format!(
                "Another version: packed with {} and graded with {VERSION}, so the scenario and its run could not be compared",
                record.version
            );
            if !grading.uncompared {
                let why = format!("{note}. It gets no points without --uncompared.");
                reported.push(Report::of(&file, Some(student), &why));
                continue;
            }
            notes.push(Foreign::sentence(&format!("{note}.")));
        }
        if grading.due.is_some_and(|due| record.packed.as_str() > due) {
            notes.push(Foreign::sentence(&format!("Late: packed {}.", record.packed)));
        }
        if let Some(variant) = variants.remove(&student) {
            candidates.push(Candidate { variant, answers, notes, file });
        }
    }
    Ok(candidates)
}

/// One row for each student, for import to Moodle by the column `ID number`.
fn grades(
    lab: &Lab,
    candidates: &[Candidate],
    marks: &[Vec<Mark>],
    reported: &[Report],
    roster: &[String],
) -> String {
    let mut text = String::from("ID number,Grade,Maximum,Status");
    for question in &lab.questions {
        text.push_str(&format!(",{}", question.name));
    }
    text.push('\n');
    let mut rows: BTreeMap<&str, String> = BTreeMap::new();
    for (candidate, marks) in candidates.iter().zip(marks) {
        let (total, most) = points(lab, marks);
        let notes: Vec<&str> = candidate.notes.iter().map(Foreign::as_str).collect();
        let status = if notes.is_empty() { "graded".to_owned() } else { notes.join(" ") };
        let each: Vec<String> = marks.iter().map(|mark| plain(mark.points)).collect();
        let student = candidate.variant.student();
        let row = format!("{student},{},{},{},{}", plain(total), plain(most), cell(&status), each.join(","));
        rows.insert(student, row);
    }
    for student in roster {
        let missing = || {
            let why = reported.iter().find(|report| report.student.as_ref() == Some(student));
            let why = why.map_or_else(|| cell("nothing was handed in"), |report| report.why.csv());
            format!("{student},,,{why}{}", ",".repeat(lab.questions.len()))
        };
        rows.entry(student).or_insert_with(missing);
    }
    rows.values().for_each(|row| text.push_str(&format!("{row}\n")));
    text
}

/// The texts for the lecturer to grade.
fn to_grade(lab: &Lab, candidates: &[Candidate]) -> String {
    let mut text = String::from("ID number,question,points,answer\n");
    for question in lab.questions.iter().filter(|question| matches!(question.kind, Kind::Free { .. })) {
        for candidate in candidates {
            let given = candidate.answers.answers.get(&question.name);
            let Some(answer) = given.filter(|given| !is_blank(given)) else { continue };
            let student = candidate.variant.student();
            let answer = cell(&answer.shown());
            text.push_str(&format!("{student},{},,{answer}\n", question.name));
        }
    }
    text
}
