//! Labs: assignments whose keys come from simulation.
//!
//! A lab is a text: a scenario, its personal parameters, questions, and for each question the known
//! mistakes. It contains no answers. A question about a number states *how to estimate* it, and a
//! mistake is another way of estimating; both are simulated when a class is graded, for every
//! student's personal values. So the key, the tolerance of an honest answer, and "this is what you
//! get without a warm-up" all come from the same runs.
//!
//! ```text
//! release: lab + roster + key  ->  a folder for each student: scenario.toml, task.md, answers.toml, lab.html
//! pack:    the student's folder  ->  one file
//! grade:   files + key  ->  grades.csv, feedback/STUDENT.md, debrief.md
//! export:  lab + roster + key  ->  questions for a learning-management system
//! class:   lab  ->  all of these folders, for a simulated class
//! ```
//!
//! Six kinds of questions: a *number* from runs, a *threshold* from a search, a *hidden parameter*
//! from data alone (all three are numbers from different estimation methods), the best of several
//! arms or their *order*, a scenario that the student *designs* and that is graded by running it,
//! and a *text*.
//!
//! Only the key is kept between release and grading: a student's values are derived from it again
//! ([`CourseKey`]).
//!
//! **The tolerance of an honest answer.** A mean of `n` replications has a random error. With `m`
//! replications for the key, with mean `x` and standard deviation `s`, the next mean of `n` lies
//! within `x ± t s sqrt(1/n + 1/m)` with the probability for which `t` is taken from Student's
//! distribution with `m - 1` degrees of freedom (Hahn & Meeker 1991, a prediction interval for a
//! future mean). Both ends are rounded outwards to the requested digits, since answers are rounded,
//! and feedback shows these ends. The error probability is shared among the questions of a lab
//! (Bonferroni), so a student who answers all of them honestly loses nothing with at least the
//! probability that the lab states.
//!
//! Personal values prevent copying of numbers, not sharing of method. A student who writes a file
//! like that of `pack` by hand can state any time and any fingerprint.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

mod asked;
mod checker;
mod choosing;
mod class;
mod crew;
mod debrief;
mod design;
mod error;
mod estimator;
mod export;
mod feedback;
mod grading;
mod guessing;
mod key;
mod kinds;
mod loading;
mod marking;
mod packing;
mod page;
mod place;
mod prediction;
mod rehearsal;
mod release;
mod roster;
mod rules;
mod run_cache;
mod submission;
mod task;
mod text;
mod values;
mod variant;
mod written;

pub use bazaar_exercise::Answers;
pub use class::{Class, FEWEST, Role, class};
pub use error::LabError;
pub use export::{Exported, Format, export};
pub use grading::{Graded, Grading, Report, grade};
pub use key::CourseKey;
pub use loading::{Lab, Listed, schema_text};
pub use marking::{Mark, Marking, Verdict};
pub use packing::{Packed, examine, pack};
pub use rehearsal::{Copied, Rehearsal, Rehearsed, copies, rehearse};
pub use release::{Pages, release};
pub use roster::Roster;
pub use variant::Variant;

use std::io::ErrorKind;
use std::path::Path;

use bazaar_scenario::read_text_at_most;

/// The largest debrief to read, in bytes: a kilobyte for each student of the largest class, and the
/// same again for the lab.
const LARGEST_DEBRIEF: u64 = 20 << 20;

/// Reads the debrief of a class from the folder that `grade` wrote.
///
/// # Errors
/// If `grade` did not write the folder.
pub fn debrief(folder: &Path) -> Result<String, LabError> {
    let path = folder.join(grading::DEBRIEF);
    read_text_at_most(&path, LARGEST_DEBRIEF).map_err(|reason| match reason.kind() {
        ErrorKind::FileTooLarge | ErrorKind::InvalidData | ErrorKind::PermissionDenied => LabError::usage(
            format!("`{}` cannot be read: {reason}", path.display()),
            "grade the class again, with --force",
        ),
        _ => LabError::usage(
            format!("`{}` is not the folder of a graded class", folder.display()),
            "name the folder that `bazaar course grade` wrote with --out",
        ),
    })
}
