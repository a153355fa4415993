//! The place of a file when it was collected, and its owner by that.
//!
//! A learning-management system keeps the files of students apart: in a folder for each of them, or
//! by a prefix of the file's name. Students choose the content of a file and mostly also its name,
//! but not where the system puts it.

use std::collections::BTreeMap;

use super::roster::Roster;

/// The place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The owner by the system's separation; `None` if all files lie together.
    pub(super) person: Option<String>,
    /// The file's name without its ending and the system's prefix.
    stem: String,
    /// The number of the attempt; later ones are higher.
    pub(super) attempt: (u64, u64),
}

/// The places of files from their paths below one folder, with slashes.
pub(super) fn places(paths: &[String]) -> Vec<Place> {
    let folders: Vec<Vec<&str>> = paths
        .iter()
        .map(|path| {
            let mut parts: Vec<&str> = path.split('/').collect();
            parts.pop();
            parts
        })
        .collect();
    // A folder that contains all files separates no students.
    let mut common = 0;
    while folders.first().is_some_and(|first| {
        first.get(common).is_some_and(|part| folders.iter().all(|other| other.get(common) == Some(part)))
    }) && folders.len() > 1
    {
        common += 1;
    }
    let of = |(path, folder): (&String, &Vec<&str>)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        match folder.get(common) {
            Some(top) => {
                let (person, attempt) = of_moodle(top);
                Place { person: Some(person.to_owned()), stem: stem.to_owned(), attempt: (attempt, 0) }
            }
            None => {
                let (person, attempt, stem) = of_canvas(stem);
                Place { person, stem: stem.to_owned(), attempt: (attempt, 0) }
            }
        }
    };
    paths.iter().zip(&folders).map(of).collect()
}

/// `Maria Petrova_4711_assignsubmission_file` as Moodle calls a folder: the student, and the number
/// of the submission.
fn of_moodle(folder: &str) -> (&str, u64) {
    let head = folder.find("_assignsubmission_").map(|at| &folder[..at]);
    let parts = head.and_then(|head| head.rsplit_once('_'));
    match parts.and_then(|(person, number)| Some((person, number.parse().ok()?))) {
        Some((person, number)) if !person.is_empty() => (person, number),
        _ => (head.filter(|head| !head.is_empty()).unwrap_or(folder), 0),
    }
}

/// `petrovamaria_LATE_117_4711_s01-1` as Canvas calls a file: the student, the number of the
/// upload, and the student's own name of the file.
fn of_canvas(stem: &str) -> (Option<String>, u64, &str) {
    let mut rest = stem.splitn(2, '_');
    let (Some(name), Some(tail)) = (rest.next(), rest.next()) else { return (None, 0, stem) };
    let tail = tail.strip_prefix("LATE_").or_else(|| tail.strip_prefix("late_")).unwrap_or(tail);
    let numbers: Vec<&str> = tail.splitn(3, '_').collect();
    if let [user, upload, own] = numbers[..]
        && !name.is_empty()
        && user.parse::<u64>().is_ok()
        && let Ok(upload) = upload.parse()
        && !own.is_empty()
    {
        return (Some(format!("{name}_{user}")), upload, own);
    }
    (None, 0, stem)
}

impl Place {
    /// The owner of a file by its place: by the folder in the roster, or a folder with the
    /// student's id; and if files are not kept apart, by the file's name.
    pub(super) fn owner<'a>(&mut self, roster: &'a Roster, students: &'a [String]) -> Option<&'a str> {
        let (name, number) = numbered(&self.stem, students);
        let called = students.iter().find(|student| student.as_str() == name);
        if called.is_some() {
            self.attempt.1 = number;
        }
        match &self.person {
            None => called.map(String::as_str),
            Some(person) => roster.in_folder(person).or_else(|| {
                students.iter().find(|student| student.eq_ignore_ascii_case(person)).map(String::as_str)
            }),
        }
    }

    /// The submitter, as far as known: one person, or the file's name.
    pub(super) fn source(&self, students: &[String]) -> String {
        match &self.person {
            Some(person) => format!("/{person}"),
            None => numbered(&self.stem, students).0.to_owned(),
        }
    }
}

/// A name without the number that a system or a browser adds to a second file of that name:
/// `s01-1`, `s01 (2)`.
fn numbered<'a>(stem: &'a str, students: &[String]) -> (&'a str, u64) {
    let known = |name: &str| students.iter().any(|student| student == name);
    if known(stem) {
        return (stem, 0);
    }
    let inner = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once('('));
    let parts = inner.or_else(|| stem.rsplit_once('-')).or_else(|| stem.rsplit_once('_'));
    match parts.and_then(|(name, number)| Some((name.trim_end(), number.parse().ok()?))) {
        Some((name, number)) if known(name) || inner.is_some() => (name, number),
        _ => (stem, 0),
    }
}

/// Submitters with the students of whom they have files, if the submitter is a person and not a
/// folder for a whole class.
pub(super) fn shared(places: &mut [Place], claimed: &[&str]) {
    let mut of: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (place, student) in places.iter().zip(claimed) {
        if let Some(person) = &place.person {
            of.entry(person.clone()).or_default().push(student);
        }
    }
    let distinct = |all: &[&str]| {
        let mut all = all.to_vec();
        all.sort_unstable();
        all.dedup();
        all.len()
    };
    let everybody = distinct(claimed);
    for place in places {
        let of_one = place.person.as_ref().and_then(|person| of.get(person)).map_or(0, |all| distinct(all));
        if of_one > 2 && 2 * of_one >= everybody {
            place.person = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(all: &[&str]) -> Vec<String> {
        all.iter().map(|&id| id.to_owned()).collect()
    }

    #[test]
    fn systems_say_whose_a_file_is_and_which_attempt() {
        let students = ids(&["s01", "s02", "team-1"]);
        let roster = Roster::parse("student,folder\ns01,Мария Петрова\ns02,\nteam-1,\n").unwrap();
        let owner = |paths: &[&str]| -> Vec<(Option<String>, (u64, u64))> {
            let all = places(&ids(paths));
            all.into_iter()
                .map(|mut place| (place.owner(&roster, &students).map(str::to_owned), place.attempt))
                .collect()
        };
        let is = |id: &str, attempt| (Some(id.to_owned()), attempt);
        assert_eq!(
            owner(&["s01.tar", "s01-1.tar", "s01 (2).tar", "team-1.tar", "team-1-3.tar", "mine.tar"]),
            [
                is("s01", (0, 0)),
                is("s01", (0, 1)),
                is("s01", (0, 2)),
                is("team-1", (0, 0)),
                is("team-1", (0, 3)),
                (None, (0, 0))
            ]
        );
        // Within a folder of its own, a file's name is ignored.
        assert_eq!(
            owner(&[
                "Мария Петрова_7_assignsubmission_file/s02.tar",
                "Ivan_8_assignsubmission_file/s01.tar",
                "s02/x.tar"
            ]),
            [is("s01", (7, 0)), (None, (8, 0)), is("s02", (0, 0))]
        );
        let canvas = places(&ids(&["petrova_12_99_s01-1.tar", "petrova_LATE_12_101_s01-2.tar"]));
        assert_eq!(canvas[0].person, canvas[1].person);
        assert!(canvas[1].attempt > canvas[0].attempt && canvas[0].person.is_some());
        // A folder around all files belongs to no student.
        assert_eq!(owner(&["week1/s01.tar", "week1/s02.tar"]), [is("s01", (0, 0)), is("s02", (0, 0))]);
    }

    #[test]
    fn a_folder_in_which_a_class_lies_is_no_persons() {
        let mut all = places(&ids(&["a/s1.tar", "a/s2.tar", "a/s3.tar", "b/s4.tar"]));
        shared(&mut all, &["s1", "s2", "s3", "s4"]);
        assert!(all[0].person.is_none() && all[3].person.is_some());
    }
}
