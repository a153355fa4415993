//! A class: every file that was handed in, graded or reported.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bazaar_study::Progress;

use super::answers::Answers;
use super::asked::Kind;
use super::crew::share_out;
use super::debrief::debrief;
use super::error::LabError;
use super::feedback::{feedback, plain, points};
use super::key::CourseKey;
use super::loading::Lab;
use super::marking::{Mark, Marking, is_blank};
use super::submission::{Record, Submission, find, fingerprint, open};
use super::task::VERSION;
use super::variant::Variant;
use super::written::claim;

/// The name of the class's debrief.
pub(super) const DEBRIEF: &str = "debrief.md";
const GRADES: &str = "grades.csv";

/// What to grade, and how.
#[derive(Clone)]
pub struct Grading<'a> {
    /// Where the files are.
    pub submitted: &'a Path,
    /// The key with which the lab was released.
    pub key: &'a CourseKey,
    /// Where labs are that do not come with the program.
    pub lab: Option<&'a Lab>,
    /// The students of whom something is expected.
    pub roster: &'a [String],
    /// The last moment, as `2026-12-01T23:59:59Z`; what was packed later is late.
    pub due: Option<&'a str>,
    /// Where to write.
    pub out: &'a Path,
    /// Whether an earlier grading there may be replaced.
    pub force: bool,
    /// How many threads to use; 0 for one per core. Results do not depend on it.
    pub threads: usize,
}

/// What was handed in, or should have been, and what is to be said of it.
type Report = (String, String);

/// What came of grading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graded {
    /// How many students were graded.
    pub students: usize,
    /// What was not, each with its file or student and why.
    pub reported: Vec<(String, String)>,
}

/// A student who can be graded.
pub(super) struct Candidate {
    pub(super) variant: Variant,
    pub(super) answers: Answers,
    pub(super) notes: Vec<String>,
    pub(super) file: String,
    version: String,
    fingerprint: String,
}

/// Grades all files in a folder and writes `grades.csv`, `to_grade.csv`, `feedback/STUDENT.md` and `debrief.md`. A file
/// that cannot be graded is reported and stops nobody.
///
/// # Errors
/// If there is nothing to grade, files are of several labs, a run fails, or the results cannot be written.
pub fn grade(grading: &Grading<'_>, progress: &dyn Progress) -> Result<Graded, LabError> {
    let place = claim(grading.out, grading.force.then_some(GRADES), true)?;
    let files = find(grading.submitted)?;
    let mut reported = Vec::new();
    let mut read: Vec<(String, Submission)> = Vec::new();
    for path in &files {
        let name = shown(grading.submitted, path);
        match open(path) {
            Ok(submission) => read.push((name, submission)),
            Err(why) => {
                // Nothing in it says whose it is, but `pack` calls it by the student.
                let named = |student: &&String| path.file_stem().is_some_and(|stem| stem == student.as_str());
                let whose = grading.roster.iter().find(named).map(|student| format!(" ({student})"));
                reported.push((name, format!("broken: {why}{}", whose.unwrap_or_default())));
            }
        }
    }
    let lab = of_all(grading, &read)?;
    let candidates = candidates(grading, &lab, read, &mut reported)?;
    let (candidates, forged) = checked(candidates, grading.threads, progress)?;
    reported.extend(forged);
    for candidate in &candidates {
        reported.extend(candidate.notes.iter().map(|note| (candidate.file.clone(), note.clone())));
    }
    let variants: Vec<Variant> = candidates.iter().map(|candidate| candidate.variant.clone()).collect();
    let designs: Vec<_> = candidates.iter().map(|candidate| &candidate.answers.designs).collect();
    let markings = Marking::all(&lab, grading.key, &variants, &designs, grading.threads, progress)?;
    let marks: Vec<Vec<Mark>> = candidates
        .iter()
        .zip(&markings)
        .map(|(candidate, marking)| marking.mark(&lab, &candidate.answers))
        .collect();
    for student in grading.roster {
        let there = candidates.iter().any(|candidate| candidate.variant.student() == student);
        if !there && !reported.iter().any(|(_, why)| why.contains(&format!("({student})"))) {
            reported.push((student.clone(), "nothing was handed in".to_owned()));
        }
    }
    reported.sort();
    let mut files = vec![
        (GRADES.to_owned(), grades(&lab, &candidates, &marks, &reported, grading.roster)),
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
    parts.join("/").escape_debug().to_string()
}

/// The lab that all files are of.
fn of_all(grading: &Grading<'_>, read: &[(String, Submission)]) -> Result<Lab, LabError> {
    if let Some(lab) = grading.lab {
        return Ok(lab.clone());
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, submission) in read {
        *counts.entry(&submission.record.lab).or_default() += 1;
    }
    let help = "name the lab with --lab, and the folder with the students' .tar files";
    let Some((name, _)) = counts.iter().max_by_key(|(_, count)| **count) else {
        return Err(LabError::usage("there is nothing that could be graded", help));
    };
    if !name.starts_with("labs/") {
        return Err(LabError::usage(format!("the lab `{name}` does not come with the program"), help));
    }
    Lab::load(name)
}

/// Whose files are as they must be; what is wrong with the others is reported.
fn candidates(
    grading: &Grading<'_>,
    lab: &Lab,
    read: Vec<(String, Submission)>,
    reported: &mut Vec<(String, String)>,
) -> Result<Vec<Candidate>, LabError> {
    let mut by_student: BTreeMap<String, Vec<(String, Submission)>> = BTreeMap::new();
    for (name, submission) in read {
        let student = submission.record.student.clone();
        if submission.record.lab != lab.name {
            reported.push((name, format!("another lab: {} ({student})", submission.record.lab)));
        } else if !grading.roster.is_empty() && !grading.roster.contains(&student) {
            reported.push((name, format!("not on the roster ({student})")));
        } else {
            by_student.entry(student).or_default().push((name, submission));
        }
    }
    let readable = by_student.len();
    let mut candidates = Vec::new();
    let mut others = 0;
    for (student, all) in by_student {
        let Some((file, Submission { record, answers, scenario })) =
            only(&student, all, grading.roster, reported)
        else {
            continue;
        };
        let variant = Variant::new(lab, grading.key, &student)?;
        let mut notes = Vec::new();
        if record.version == VERSION {
            if let Some(line) = difference(&variant.scenario().to_toml(), &scenario.to_toml()) {
                others += 1;
                reported.push((
                    file,
                    format!("tampered: the scenario is not the student's own ({student}): {line}"),
                ));
                continue;
            }
        } else {
            notes.push(format!(
                "Another version: packed with {} and graded with {VERSION}, so the scenario and its run were not compared.",
                record.version
            ));
        }
        if grading.due.is_some_and(|due| record.packed.as_str() > due) {
            notes.push(format!("Late: packed {}.", record.packed));
        }
        let Record { version, fingerprint, .. } = record;
        candidates.push(Candidate { variant, answers, notes, file, version, fingerprint });
    }
    if readable > 1 && others == readable {
        return Err(LabError::usage(
            "nobody handed in the scenario that follows from this key",
            "grade with the key with which the lab was released, or look whether they are of another course",
        ));
    }
    Ok(candidates)
}

/// The one file of a student that is graded: of copies any, and otherwise the one that has the student's name, as `pack` gives
/// it. So nobody can take away the grade of another by handing in a file that says it is theirs.
fn only(
    student: &str,
    mut all: Vec<(String, Submission)>,
    roster: &[String],
    reported: &mut Vec<Report>,
) -> Option<(String, Submission)> {
    let stem = |name: &str| Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let is_own = |(name, _): &(String, Submission)| stem(name).is_some_and(|stem| stem == student);
    let is_copy = all.iter().all(|(_, one)| one.is_as(&all[0].1));
    let own = all.iter().filter(|one| is_own(one)).count();
    let place = match all.iter().position(is_own) {
        Some(place) if own == 1 || is_copy => place,
        _ if is_copy => 0,
        _ => {
            let why = format!("twice: {} files say that they are of one student ({student})", all.len());
            reported.extend(all.into_iter().map(|(name, _)| (name, why.clone())));
            return None;
        }
    };
    let chosen = all.swap_remove(place);
    for (name, _) in all {
        let of_whom = stem(&name).filter(|stem| stem != student && roster.contains(stem));
        let named = of_whom.map(|other| format!(" ({other})")).unwrap_or_default();
        reported.push((
            name,
            format!("left alone: it says that it is of {student}, whose file is {}{named}", chosen.0),
        ));
    }
    Some(chosen)
}

/// The first line in which two scenarios differ.
fn difference(expected: &str, found: &str) -> Option<String> {
    // Title and description are for people, and the lab's may have been mended since.
    let body =
        |text: &'_ str| text.split_once("\n[study]").map_or(String::new(), |(_, body)| body.to_owned());
    let (expected, found) = (body(expected), body(found));
    if expected == found {
        return None;
    }
    let mut pairs = expected.lines().zip(found.lines());
    let pair = pairs.find(|(expected, found)| expected != found);
    Some(pair.map_or_else(
        || "lines were added or removed".to_owned(),
        |(expected, found)| format!("`{}` instead of `{}`", short(found), short(expected)),
    ))
}

fn short(line: &str) -> String {
    line.chars().take(80).collect()
}

/// Runs every candidate's scenario again and compares fingerprints, side by side.
fn checked(
    candidates: Vec<Candidate>,
    threads: usize,
    progress: &dyn Progress,
) -> Result<(Vec<Candidate>, Vec<Report>), LabError> {
    let made = share_out(candidates.len(), threads, progress, |index| {
        candidates.get(index).map(|candidate| fingerprint(candidate.variant.scenario())).transpose()
    });
    let (mut kept, mut forged) = (Vec::new(), Vec::new());
    for (candidate, made) in candidates.into_iter().zip(made) {
        let made = made?;
        if candidate.version == VERSION && made.is_some_and(|made| made != candidate.fingerprint) {
            let student = candidate.variant.student();
            let why = format!("tampered: its fingerprint is not that of its scenario ({student})");
            forged.push((candidate.file, why));
        } else {
            kept.push(candidate);
        }
    }
    Ok((kept, forged))
}

/// One row for each student: what Moodle imports by the column `ID number`.
fn grades(
    lab: &Lab,
    candidates: &[Candidate],
    marks: &[Vec<Mark>],
    reported: &[(String, String)],
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
        let status = if candidate.notes.is_empty() { "graded".to_owned() } else { candidate.notes.join(" ") };
        let each: Vec<String> = marks.iter().map(|mark| plain(mark.points)).collect();
        let student = candidate.variant.student();
        let row = format!("{student},{},{},{},{}", plain(total), plain(most), field(&status), each.join(","));
        rows.insert(student, row);
    }
    for student in roster {
        let missing = || {
            let own = format!("({student})");
            let why = reported.iter().find(|(_, why)| why.contains(&own)).map(|(_, why)| why.as_str());
            format!(
                "{student},,,{}{}",
                field(why.unwrap_or("nothing was handed in")),
                ",".repeat(lab.questions.len())
            )
        };
        rows.entry(student).or_insert_with(missing);
    }
    rows.values().for_each(|row| text.push_str(&format!("{row}\n")));
    text
}

/// The texts that the lecturer reads.
fn to_grade(lab: &Lab, candidates: &[Candidate]) -> String {
    let mut text = String::from("ID number,question,points,answer\n");
    for question in lab.questions.iter().filter(|question| matches!(question.kind, Kind::Free { .. })) {
        for candidate in candidates {
            let given = candidate.answers.answers.get(&question.name);
            let Some(answer) = given.filter(|given| !is_blank(given)) else { continue };
            let student = candidate.variant.student();
            let answer = field(&answer.shown());
            text.push_str(&format!("{student},{},,{answer}\n", question.name));
        }
    }
    text
}

/// A text as one field of CSV, which no spreadsheet takes for a formula.
fn field(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
