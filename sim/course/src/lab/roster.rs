//! Who takes the course.

use std::collections::BTreeMap;
use std::path::Path;

use bazaar_scenario::read_text_at_most;

use super::error::LabError;

/// The students of a class, by their ids, in the order of the file.
///
/// A roster is a CSV file whose first line names its columns. Only the column `student` is read, and `folder` if it is there, what the
/// learning-management system calls the student's folder: names and addresses stay where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    students: Vec<String>,
    /// The students by the names of their folders.
    folders: BTreeMap<String, String>,
}

/// The longest id.
const LONGEST: usize = 64;
/// The largest file, in bytes: a kilobyte for each of the most students.
const LARGEST: u64 = 10 << 20;

impl Roster {
    /// A class has no more students: each has values, a folder and runs of their own.
    pub const MOST: usize = 10_000;

    /// Reads a roster.
    ///
    /// # Errors
    /// If the file cannot be read, or with every line that cannot be used.
    pub fn open(path: &Path) -> Result<Self, LabError> {
        let text = read_text_at_most(path, LARGEST).map_err(|reason| {
            LabError::usage(
                format!("the roster `{}` cannot be read: {reason}", path.display()),
                "name a CSV file in UTF-8 with a column `student`",
            )
        })?;
        Self::parse(&text).map_err(|faults| LabError::Roster { path: path.to_owned(), faults })
    }

    /// Reads the text of a roster.
    ///
    /// # Errors
    /// What is wrong, each with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        let mut lines = lines.by_ref().filter(|(_, line)| !line.trim().is_empty());
        let Some((first, head)) = lines.next() else { return Err(vec!["the roster is empty".to_owned()]) };
        let names = fields(head).map_err(|fault| vec![format!("line {}: {fault}", first + 1)])?;
        let Some(column) = names.iter().position(|name| name.eq_ignore_ascii_case("student")) else {
            return Err(vec![format!(
                "line {}: no column is called `student`; the columns are {}",
                first + 1,
                names.join(", ")
            )]);
        };
        let folder = names.iter().position(|name| name.eq_ignore_ascii_case("folder"));
        let mut faults = Vec::new();
        let mut students = Vec::new();
        let mut folders = BTreeMap::new();
        // On a disk that does not tell letters by their case, `Ann` and `ann` would be one folder.
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (index, line) in lines {
            let line_number = index + 1;
            let (student, place) = match fields(line) {
                Ok(fields) if fields.len() == names.len() => {
                    let place = folder.map(|folder| fields[folder].clone()).filter(|place| !place.is_empty());
                    (fields[column].clone(), place)
                }
                Ok(fields) => {
                    let (found, expected) = (fields.len(), names.len());
                    faults.push(format!("line {line_number}: {found} fields, expected {expected}"));
                    continue;
                }
                Err(fault) => {
                    faults.push(format!("line {line_number}: {fault}"));
                    continue;
                }
            };
            if let Err(fault) = check_id(&student) {
                faults.push(format!("line {line_number}: {fault}"));
            } else if let Some(other) = seen.insert(student.to_lowercase(), line_number) {
                faults.push(format!("line {line_number}: {student} is in line {other} already"));
            } else {
                if let Some(place) = place
                    && let Some(other) = folders.insert(place.clone(), student.clone())
                {
                    faults
                        .push(format!("line {line_number}: the folder `{place}` is that of {other} already"));
                }
                students.push(student);
            }
        }
        if students.len() > Self::MOST {
            faults.push(format!(
                "the roster has {} students, and a class at most {}",
                students.len(),
                Self::MOST
            ));
        }
        if students.is_empty() && faults.is_empty() {
            faults.push("the roster has no students".to_owned());
        }
        if faults.is_empty() { Ok(Roster { students, folders }) } else { Err(faults) }
    }

    /// The student whose folder has this name.
    pub(super) fn in_folder(&self, name: &str) -> Option<&str> {
        self.folders.get(name).map(String::as_str)
    }

    /// The ids of the students, in the order of the file.
    #[must_use]
    pub fn students(&self) -> &[String] {
        &self.students
    }
}

/// Whether an id is safe as the name of a folder on any system.
pub(super) fn check_id(id: &str) -> Result<(), String> {
    const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let stem = id.split('.').next().unwrap_or_default().to_lowercase();
    let device = RESERVED.contains(&stem.as_str())
        || stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    if id.is_empty() {
        return Err("the student has no id".to_owned());
    }
    let usable = id.len() <= LONGEST
        && id.chars().all(safe)
        && id.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !id.ends_with('.')
        && !device;
    if usable { Ok(()) } else { Err(format!("`{}` is no id that can name a folder", id.escape_debug())) }
}

/// The fields of one line: between commas, with double quotes around those that hold one.
fn fields(line: &str) -> Result<Vec<String>, String> {
    let mut fields = Vec::new();
    let mut rest = line.trim_end_matches('\r');
    loop {
        let trimmed = rest.trim_start();
        let (field, after) = if let Some(quoted) = trimmed.strip_prefix('"') {
            let mut field = String::new();
            let mut left = quoted;
            loop {
                let Some((part, next)) = left.split_once('"') else {
                    return Err("a quote is not closed".to_owned());
                };
                field.push_str(part);
                match next.strip_prefix('"') {
                    Some(next) => {
                        field.push('"');
                        left = next;
                    }
                    None => break (field, next.trim_start()),
                }
            }
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            (rest[..end].trim().to_owned(), &rest[end..])
        };
        fields.push(field);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(fields),
            None => return Err("something stands behind a closing quote".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_and_names_are_not_kept() {
        let roster =
            Roster::parse("\u{feff}name,Student,mail\r\n\"Doe, \"\"J\"\"\",s01,x@y\r\n\r\nB, s02 ,z\r\n");
        assert_eq!(roster.unwrap().students(), ["s01", "s02"]);
    }

    #[test]
    fn every_line_that_cannot_be_used_is_named() {
        let text = "student,name\ns1,a\n../x,b\nS1,c\ns2\n\"s3,d\n.hidden,e\ncon.txt,f\n,g\n";
        let faults = Roster::parse(text).unwrap_err();
        let lines: Vec<&str> = faults.iter().map(|fault| fault.split(':').next().unwrap()).collect();
        assert_eq!(
            lines,
            ["line 3", "line 4", "line 5", "line 6", "line 7", "line 8", "line 9"],
            "{faults:?}"
        );
    }

    #[test]
    fn a_roster_without_the_column_says_which_there_are() {
        let faults = Roster::parse("id,name\n1,2\n").unwrap_err();
        assert!(faults[0].contains("the columns are id, name"), "{faults:?}");
        assert!(Roster::parse("").is_err() && Roster::parse("student\n").is_err());
    }
}
