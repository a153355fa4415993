//! What a student of a lab has: the task as data, the answers as typed, and the file to hand in.
//!
//! This crate contains no key, no mistakes and no feedback, and uses no file, thread or clock, so
//! that both a page in a browser and `bazaar course pack` are built on it. Checks of answers
//! without a key and the archive are here, so page and program give the same results.
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

/// The version that the files of a student require.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The names of a student's files.
pub const SCENARIO: &str = "scenario.toml";
/// The file of a student's answers.
pub const ANSWERS: &str = "answers.toml";
