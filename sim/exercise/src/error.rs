//! Errors of packing.

use std::io;

use bazaar_scenario::ScenarioError;
use bazaar_study::StudyError;

/// Why a student's work cannot be packed.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum ExerciseError {
    /// A text with errors.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Text(#[from] ScenarioError),
    /// The scenario was changed so that it is no longer one run.
    #[error("{message}")]
    Use {
        /// The error.
        message: String,
        /// What to do instead.
        #[help]
        help: String,
    },
    /// The scenario cannot be run.
    #[error("a run of the lab failed")]
    Run(#[from] StudyError),
    /// The archive cannot be made.
    #[error("the archive cannot be made: {0}")]
    Archive(#[from] io::Error),
}
