//! What a student of a lab holds: the task as data, answers as they are typed, and the file that is handed in.
//!
//! Nothing here knows what is right: there is no key, no mistake and no feedback in it, and no file, thread or clock, so that a
//! page in a browser is made of it as `bazaar course pack` is. What can be said of an answer without a key is said here, and the
//! archive is made here, so page and program say and make the same.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

mod answers;
mod archive;
mod command;
mod design;
mod error;
mod exercise;
mod field;
mod packing;
mod student;
mod submission;
mod typed;

pub use answers::{Answers, Designs};
pub use archive::LARGEST;
pub use command::Command;
pub use design::{Bounds, Design, design_file};
pub use error::ExerciseError;
pub use exercise::{Asked, Exercise};
pub use field::{Field, Fields, is_blank, letter, read_letters, read_number};
pub use packing::{Look, Packed, Work};
pub use student::check_id;
pub use submission::{Record, Submission, fingerprint, is_design};

/// The version that the files of a student are for.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The names of a student's files.
pub const SCENARIO: &str = "scenario.toml";
/// Where a student's answers are.
pub const ANSWERS: &str = "answers.toml";
