//! The roster: the students of a course.

use std::collections::BTreeMap;
use std::path::Path;

use bazaar_exercise::check_id;
use bazaar_models::table::{Column, Holds};
use bazaar_report::table::FORMATS;
use bazaar_scenario::{BadTable, Rows, read_table, read_text};

use super::error::LabError;

/// The students of a class, by their ids, in the order of the file.
///
/// A roster is a table, CSV or Parquet, whose columns are found by their headings. Only the column
/// `student` is read, and the optional column `folder`, the name of the student's folder in the
/// learning-management system: names and addresses are not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    students: Vec<String>,
    /// The students by the names of their folders.
    folders: BTreeMap<String, String>,
}

impl Roster {
    /// The maximum number of students of a class: each has values, a folder and runs.
    pub const MOST: usize = 10_000;

    const COLUMNS: [Column; 2] =
        [Column { name: "student", holds: Holds::Names }, Column { name: "folder", holds: Holds::Texts }];

    /// Reads a roster.
    ///
    /// # Errors
    /// If the file cannot be read, or with all invalid lines.
    pub fn open(path: &Path) -> Result<Self, LabError> {
        let (roster, _) = read_table(path, &Self::COLUMNS, FORMATS, |rows| Ok(Self::of(rows)))?;
        roster.map_err(|faults| LabError::Roster { path: path.to_owned(), faults })
    }

    /// Reads the text of a roster.
    ///
    /// # Errors
    /// All errors, each with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<String>> {
        let rows = read_text(text, &Self::COLUMNS).map_err(|faults| {
            let told = |fault: &BadTable| {
                let what = format!("{} {}", fault.place, fault.message);
                format!("{}; {}", what.trim_start(), fault.help)
            };
            faults.iter().map(told).collect::<Vec<_>>()
        })?;
        Self::of(&rows)
    }

    fn of(rows: &Rows) -> Result<Self, Vec<String>> {
        let mut faults = Vec::new();
        let mut students = Vec::new();
        let mut folders = BTreeMap::new();
        // On a disk that ignores case, `Ann` and `ann` would be one folder.
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for row in 0..rows.len() {
            let (student, folder) = (rows.text(0, row).to_owned(), rows.text(1, row));
            let here = rows.place(row);
            if let Err(fault) = check_id(&student) {
                faults.push(format!("{here}: {fault}"));
            } else if let Some(other) = seen.insert(student.to_lowercase(), row) {
                faults.push(format!("{here}: {student} is already in {}", rows.place(other)));
            } else {
                if !folder.is_empty()
                    && let Some(other) = folders.insert(folder.to_owned(), student.clone())
                {
                    let folder = folder.escape_debug();
                    faults.push(format!("{here}: the folder `{folder}` already belongs to {other}"));
                }
                students.push(student);
            }
        }
        if students.len() > Self::MOST {
            faults.push(format!(
                "the roster has {} students, and but a class has at most {}",
                students.len(),
                Self::MOST
            ));
        }
        if faults.is_empty() { Ok(Roster { students, folders }) } else { Err(faults) }
    }

    /// The student with this folder.
    pub(super) fn in_folder(&self, name: &str) -> Option<&str> {
        self.folders.get(name).map(String::as_str)
    }

    /// The ids of the students, in the order of the file.
    #[must_use]
    pub fn students(&self) -> &[String] {
        &self.students
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

    /// The line that each fault begins with.
    fn lines(text: &str) -> Vec<String> {
        let faults = Roster::parse(text).unwrap_err();
        let place = |fault: &String| fault.split(' ').take(2).collect::<Vec<_>>().join(" ").replace(':', "");
        faults.iter().map(place).collect()
    }

    #[test]
    fn every_line_that_cannot_be_used_is_named() {
        let ids = "student,name\ns1,a\n../x,b\nS1,c\n.hidden,e\ncon.txt,f\n";
        assert_eq!(lines(ids), ["line 3", "line 4", "line 5", "line 6"]);
        let form = "student,name\ns1,a\ns2\n,g\n\"s3,d\n";
        assert_eq!(lines(form), ["line 3", "line 4", "line 5"]);
    }

    #[test]
    fn a_roster_may_be_as_a_spreadsheet_writes_it() {
        let roster = Roster::parse("sep=;\r\nstudent;folder\r\n1001;Доу, Джо\r\n1002;\r\n;\r\n").unwrap();
        assert_eq!(roster.students(), ["1001", "1002"]);
        assert_eq!(roster.in_folder("Доу, Джо"), Some("1001"));
    }

    #[test]
    fn a_roster_without_the_column_says_which_there_are() {
        let faults = Roster::parse("id,name\n1,2\n").unwrap_err();
        assert!(faults[0].contains("Its columns are id, name"), "{faults:?}");
        assert!(Roster::parse("").is_err() && Roster::parse("student\n").is_err());
    }
}
