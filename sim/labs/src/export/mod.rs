//! A lab's questions for a learning-management system.
//!
//! A class has as many forms of a question as there are different personal values. Each form is a
//! question of its own, in a category (or, in a package, with a name) that lists its students; it
//! states the values and the command that runs with them, so it can also be drawn at random. Keys,
//! tolerances and the feedback on known mistakes are those of grading
//! ([`Marking`](super::Marking)): an answer has the same points either way.
//!
//! ```text
//! lab + roster + key  ->  sheet: one form of all questions   (sheet, item)
//!                     ->  Moodle XML, GIFT, QTI 2.1          (moodle, gift, qti)
//! ```

mod gift;
mod item;
pub(super) mod markup;
mod moodle;
mod package;
mod qti;
mod sheet;
pub(super) mod xml;
mod zip;

use bazaar_study::Progress;

use super::error::LabError;
use super::key::CourseKey;
use super::loading::Lab;
use super::roster::Roster;
use sheet::Sheets;

/// A format that learning-management systems import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Moodle's own XML: categories, tolerances, hints, feedback for each answer.
    Moodle,
    /// GIFT, Moodle's questions as plain text.
    Gift,
    /// A content package of the IMS, with an item in Question & Test Interoperability 2.1 for each question.
    Qti,
}

/// Exported questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// The number of questions in it.
    pub questions: usize,
    /// The number of forms of each: the number of different personal values.
    pub forms: usize,
    /// The questions that were not exported, each with the reason.
    pub left_out: Vec<(String, String)>,
}

/// Exports the questions of a lab for a class.
///
/// # Errors
/// If values contradict each other, or a run fails.
pub fn export(
    lab: &Lab,
    key: &CourseKey,
    roster: &Roster,
    format: Format,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Exported, LabError> {
    let Sheets { sheets, left_out } = sheet::sheets(lab, key, roster, threads, progress)?;
    let written = match format {
        Format::Moodle => moodle::quiz(lab, &sheets),
        Format::Gift => Ok(gift::text(lab, &sheets).into_bytes()),
        Format::Qti => package::package(lab, &sheets),
    };
    let bytes = written
        .map_err(|reason| LabError::usage(format!("the questions cannot be written: {reason}"), ""))?;
    let questions = sheets.iter().map(|sheet| sheet.items.len()).sum();
    Ok(Exported { bytes, questions, forms: sheets.len(), left_out })
}
