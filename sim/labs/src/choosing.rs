//! Which file of a student is graded.
//!
//! First the roster and the place of a file decide, then what can be verified: the scenario that
//! follows from the key, and its run. A file's own statements decide nothing alone, so no student
//! can take a grade away from another, or give one.

use std::collections::{BTreeMap, BTreeSet};

use bazaar_exercise::{Submission, VERSION, fingerprint};
use bazaar_figure::foreign::Foreign;
use bazaar_study::Progress;

use super::crew::share_out;
use super::error::LabError;
use super::grading::Report;
use super::key::CourseKey;
use super::loading::Lab;
use super::place::{Place, places, shared};
use super::roster::Roster;
use super::variant::Variant;

/// A readable file.
pub(super) struct Claim {
    pub(super) file: String,
    place: Place,
    /// Its owner by its place.
    owner: Option<String>,
    pub(super) submission: Submission,
    pub(super) proof: Proof,
}

/// The verification of a file, in ascending order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Proof {
    /// The scenario is not the student's, or its fingerprint is wrong.
    Tampered(String),
    /// Another version, in which scenario or run may differ.
    NotCompared,
    /// Scenario and run are the student's own.
    Own,
}

/// The files of each student.
type Claims = BTreeMap<String, Vec<Claim>>;

/// The files of a class; files that are not considered further are reported.
pub(super) fn claims(
    read: Vec<(String, Submission)>,
    lab: &Lab,
    roster: &Roster,
    key: &CourseKey,
    threads: usize,
    progress: &dyn Progress,
    reported: &mut Vec<Report>,
) -> Result<(Claims, BTreeMap<String, Variant>), LabError> {
    let names: Vec<String> = read.iter().map(|(name, _)| name.clone()).collect();
    let claimed: Vec<&str> = read.iter().map(|(_, one)| one.record.student.as_str()).collect();
    let mut all = places(&names);
    shared(&mut all, &claimed);
    let known: BTreeSet<&str> = match roster.students() {
        [] => claimed.iter().copied().collect(),
        students => students.iter().map(String::as_str).collect(),
    };
    let students: Vec<String> = known.iter().map(|&it| it.to_owned()).collect();
    let mut found: Claims = BTreeMap::new();
    for ((file, submission), mut place) in read.into_iter().zip(all) {
        let owner = place.owner(roster, &students).map(str::to_owned);
        let student = submission.record.student.clone();
        if submission.record.lab != lab.name {
            reported.push(Report::of(&file, owner, &format!("another lab: {}", submission.record.lab)));
        } else if !students.contains(&student) {
            reported.push(Report::of(&file, owner, &format!("not on the roster: {student}")));
        } else {
            let claim = Claim { file, place, owner, submission, proof: Proof::NotCompared };
            found.entry(student).or_default().push(claim);
        }
    }
    let mut variants = BTreeMap::new();
    for student in found.keys() {
        variants.insert(student.clone(), Variant::new(lab, key, student)?);
    }
    let own: Vec<&Variant> = variants.values().collect();
    let made = share_out(own.len(), threads, progress, |index| {
        own.get(index).map(|variant| fingerprint(variant.scenario())).transpose()
    });
    let mut foreign = 0;
    for ((claims, variant), made) in found.values_mut().zip(&own).zip(made) {
        let made = made?.unwrap_or_default();
        let expected = variant.scenario().to_toml();
        let mut is_own = false;
        for claim in claims.iter_mut() {
            let record = &claim.submission.record;
            let line = difference(&expected, &claim.submission.scenario.to_toml());
            is_own |= line.is_none() || record.version != VERSION;
            claim.proof = match line {
                None if record.fingerprint == made => Proof::Own,
                _ if record.version != VERSION => Proof::NotCompared,
                Some(line) => Proof::Tampered(format!("the scenario is not the student's own: {line}")),
                None => Proof::Tampered("its fingerprint is not that of its scenario".to_owned()),
            };
        }
        foreign += usize::from(!is_own);
    }
    if found.len() > 1 && foreign == found.len() {
        return Err(LabError::usage(
            "no file has the scenario that follows from this key",
            "grade with the key with which the lab was released, or check whether the files are from another course",
        ));
    }
    Ok((found, variants))
}

/// The one file of a student that is graded; the others are reported where necessary.
pub(super) fn chosen(
    student: &str,
    claims: Vec<Claim>,
    persons: &BTreeMap<String, BTreeSet<String>>,
    students: &[String],
    reported: &mut Vec<Report>,
) -> Option<Claim> {
    let is_of = |claim: &Claim| claim.owner.as_deref() == Some(student);
    let mut others: Vec<(Claim, String)> = Vec::new();
    // A file among another student's files is not this student's.
    let mut keep = Vec::new();
    for claim in claims {
        match &claim.owner {
            Some(owner) if owner != student => {
                let why = format!("not used: it names {student}");
                others.push((claim, why));
            }
            _ => keep.push(claim),
        }
    }
    // If the system keeps a folder for the student, no file elsewhere is the student's, however it
    // verifies.
    if keep.iter().any(|claim| is_of(claim) && claim.place.person.is_some()) {
        let (own, elsewhere): (Vec<_>, Vec<_>) = keep.into_iter().partition(is_of);
        let why = format!("not used: it names {student}");
        others.extend(elsewhere.into_iter().map(|claim| (claim, why.clone())));
        keep = own;
    }
    let best = keep.iter().map(|claim| rank(&claim.proof)).max().unwrap_or_default();
    let has_owner = keep.iter().any(|claim| rank(&claim.proof) == best && is_of(claim));
    // Of owners of files of several students, this one is another student.
    let alone = |claim: &Claim| {
        let of = persons.get(&claim.place.source(students));
        of.is_none_or(|of| of.len() == 1)
    };
    let has_alone = keep.iter().any(|claim| rank(&claim.proof) == best && alone(claim));
    let mut last = Vec::new();
    for claim in keep {
        let stays = rank(&claim.proof) == best && (!has_owner || is_of(&claim));
        if stays && (has_owner || !has_alone || alone(&claim)) {
            last.push(claim);
        } else {
            let why = match &claim.proof {
                Proof::Tampered(why) => format!("tampered: {why}"),
                _ => format!("not used: it names {student}"),
            };
            others.push((claim, why));
        }
    }
    last.sort_by(|one, other| {
        let key =
            |claim: &Claim| (claim.place.attempt, claim.submission.record.packed.clone(), claim.file.clone());
        key(one).cmp(&key(other))
    });
    let sources: BTreeSet<String> = last.iter().map(|claim| claim.place.source(students)).collect();
    let is_copy = last.iter().all(|claim| claim.submission.is_as(&last[0].submission));
    let picked = match best {
        _ if last.is_empty() => None,
        // None of the files can be graded, and each reports why.
        0 => {
            for claim in last.drain(..) {
                if let Proof::Tampered(why) = &claim.proof {
                    let why = format!("tampered: {why}");
                    others.push((claim, why));
                }
            }
            None
        }
        _ if is_copy => Some(last.remove(0)),
        _ if sources.len() == 1 || has_owner => last.pop(),
        _ => {
            let why = format!(
                "twice: {} different files name {student}, and their owner is not known; \
                 name the student's folder in a column `folder` of the roster, or leave one file",
                last.len()
            );
            others.extend(last.drain(..).map(|claim| (claim, why.clone())));
            None
        }
    };
    let file = picked.as_ref().map(|claim| format!(", whose file is {}", claim.file)).unwrap_or_default();
    others.extend(last.into_iter().map(|claim| {
        let same = picked.as_ref().is_some_and(|picked| picked.submission.is_as(&claim.submission));
        let what = if same { "a copy" } else { "an earlier attempt" };
        (claim, format!("{what} of {student}"))
    }));
    for (claim, why) in others {
        let is_left = !why.starts_with("tampered") && !why.starts_with("twice");
        let why = if is_left { format!("{why}{file}") } else { why };
        // Its owner by its place, or because no other student has a file there.
        let whose = claim.owner.clone().or_else(|| alone(&claim).then(|| student.to_owned()));
        reported.push(Report::of(&claim.file, whose, &why));
    }
    picked
}

fn rank(proof: &Proof) -> u8 {
    match proof {
        Proof::Tampered(_) => 0,
        Proof::NotCompared => 1,
        Proof::Own => 2,
    }
}

/// For each source of files the students of whom it has verified files.
pub(super) fn persons(claims: &Claims, students: &[String]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (student, claims) in claims {
        for claim in claims {
            all.entry(claim.place.source(students)).or_default().insert(student.clone());
        }
    }
    all
}

/// The first line in which two scenarios differ.
fn difference(expected: &str, found: &str) -> Option<String> {
    // Title and description are for readers, and the lab's may have changed since.
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
        |(expected, found)| format!("`{}` instead of `{}`", Foreign::new(found), Foreign::new(expected)),
    ))
}
