//! From a lab and a roster to a folder for each student.

use std::path::Path;

use super::error::LabError;
use super::key::CourseKey;
use super::loading::Lab;
use super::roster::Roster;
use super::task::{blank_answers, task};
use super::variant::Variant;
use super::written::{claim, write};

/// The names of a student's files.
pub(super) const SCENARIO: &str = "scenario.toml";
pub(super) const ANSWERS: &str = "answers.toml";
const TASK: &str = "task.md";

/// Writes the folders of all students below `out`, all of them or none.
///
/// # Errors
/// If the folder holds something, a student's values do not go together, or a file cannot be written.
pub fn release(lab: &Lab, key: &CourseKey, roster: &Roster, out: &Path) -> Result<(), LabError> {
    claim(out, None)?;
    let mut files = Vec::with_capacity(3 * roster.students().len());
    for student in roster.students() {
        let variant = Variant::new(lab, key, student)?;
        files.push((format!("{student}/{SCENARIO}"), variant.scenario().to_toml()));
        files.push((format!("{student}/{TASK}"), task(lab, &variant)));
        files.push((format!("{student}/{ANSWERS}"), blank_answers(lab, &variant)));
    }
    write(out, &files, None)
}
