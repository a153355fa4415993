//! Reads a scenario's text into typed, checked parameters, and reports all errors at once.
//!
//! People write scenarios, and make mistakes. This crate reads the text once, into a
//! tree in which every node has its place (`document`); applies the edits of the
//! command line (`edit`); and reads the model's own types from the tree
//! (`deserializer`). An error is recorded with its place, its node is removed from the
//! tree, and reading goes on (`reading`). So the user sees all errors of a file at
//! once, each with what to type instead.
//!
//! Three features are independent of the types, so models do not deal with them:
//! - `{ value = 10, source = "Anderson & Fedak 2006" }` can replace any value;
//! - an array where the type takes no list is a [`Sweep`];
//! - `--set path=value` edits the text before it is read.
//!
//! A [`Study`] is a question about a scenario, in a text of its own. Texts of other kinds, such as labs, are read
//! by the same rules as a [`Form`].
//!
//! This crate does not run anything; `bazaar_study` does.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

mod as_run;
pub mod asking;
mod assumption;
mod check;
mod completion;
mod deserializer;
mod diagnostic;
mod document;
mod edit;
mod embedded;
mod error;
mod factor;
mod failure;
mod file;
mod form;
mod library;
mod limited;
mod meaning;
mod parameters;
mod place;
mod plain;
mod play;
mod play_table;
mod reading;
mod row;
mod scenario;
mod schema;
mod serializer;
mod shipped;
mod source;
mod study;
mod study_file;
mod suggestion;
mod sweep;
mod syntax;
mod table;
mod verb;
mod violations;
mod writer;

pub use assumption::{Alternative, Aspect, Assumption};
pub use check::{Check, Statistic};
pub use completion::{Completion, completions};
pub use diagnostic::Diagnostic;
pub use error::ScenarioError;
pub use factor::{Amount, Factor, Given, Grain, Spread};
pub use form::Form;
pub use limited::{read_at_most, read_text_at_most};
pub use meaning::Meaning;
pub use parameters::Parameter;
pub use place::Place;
pub use play::{Lever, Play, Position};
pub use row::{LeftOut, Row};
pub use scenario::Scenario;
pub use schema::{form_schema_text, schema, schema_text};
pub use shipped::{Shipped, shipped, shipped_labs, shipped_studies};
pub use source::Source;
pub use study::StudySettings;
pub use study_file::{
    Arm, Best, CONTROL_FILE, Compare, Criterion, Design, Discovery, Doubt, Evaluate, Flows, MOST_POINTS,
    Method, MorrisText, Question, SelectText, Sensitivity, SobolText, Stress, Study, SweepPlan, Threshold,
    Turn, Without, arm_file, bounded, study_schema, study_schema_text,
};
pub use suggestion::did_you_mean;
pub use sweep::Sweep;
pub use table::{
    BadTable, Decimal, Decode, Formats, MOST_ROWS, Names, Rows, TableError, TableFault, TableFile,
    missing_column, place_of, read_table, read_text, without_rows,
};
