//! Errors of labs.

use std::io;
use std::path::{Path, PathBuf};

use bazaar_exercise::ExerciseError;
use bazaar_report::folder::FolderError;
use bazaar_scenario::{ScenarioError, TableError};
use bazaar_study::StudyError;
use bazaar_study::answer::AnswerError;
use bazaar_study::experiment::ExperimentError;

use bazaar_report::cause::Cause;

/// Why a lab, a roster or a class cannot be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum LabError {
    /// An invalid text, or a missing one.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Text(#[from] ScenarioError),
    /// A table cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Table(#[from] TableError),
    /// Invalid lines of a roster, all of them.
    #[error("{}: {}", path.display(), faults.join("; "))]
    #[diagnostic(help(
        "a roster is a table with a column `student`, whose values are letters, digits, dots, hyphens and underscores"
    ))]
    Roster {
        /// The file.
        path: PathBuf,
        /// All errors, each with its line.
        faults: Vec<String>,
    },
    /// An invalid use.
    #[error("{message}")]
    Use {
        /// The error.
        message: String,
        /// What to type instead.
        #[help]
        help: String,
    },
    /// A student's work cannot be packed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Work(ExerciseError),
    /// A file cannot be read or written.
    #[error("`{}`: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The message of the system.
        reason: io::Error,
    },
    /// A folder cannot be written, or another process writes it.
    #[error("cannot write the folder")]
    Folder {
        /// The reason.
        #[source]
        reason: FolderError,
        /// The remedy.
        #[help]
        help: Option<&'static str>,
    },
    /// A run failed.
    #[error("a run of the lab failed")]
    Run(#[from] ExperimentError),
    /// A search failed.
    #[error("a search of the lab failed")]
    Search(#[from] AnswerError),
}

impl From<StudyError> for LabError {
    fn from(error: StudyError) -> Self {
        LabError::Run(error.into())
    }
}

impl From<FolderError> for LabError {
    fn from(reason: FolderError) -> Self {
        LabError::Folder { help: reason.help(), reason }
    }
}

impl From<ExerciseError> for LabError {
    fn from(error: ExerciseError) -> Self {
        match error {
            ExerciseError::Text(error) => error.into(),
            ExerciseError::Run(error) => error.into(),
            other => LabError::Work(other),
        }
    }
}

impl LabError {
    /// The kind of failure, which determines the program's exit status.
    #[must_use]
    pub fn cause(&self) -> Cause {
        match self {
            LabError::Text(_)
            | LabError::Table(_)
            | LabError::Roster { .. }
            | LabError::Use { .. }
            | LabError::Work(ExerciseError::Use { .. }) => Cause::Input,
            LabError::Folder { reason, .. } => Cause::of_folder(reason),
            LabError::Run(ExperimentError::Study(StudyError::TooLarge { .. })) => Cause::Input,
            LabError::File { .. } | LabError::Work(_) | LabError::Run(_) | LabError::Search(_) => {
                Cause::Failed
            }
        }
    }

    pub(super) fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        LabError::Use { message: message.into(), help: help.into() }
    }

    /// Turns an error of the system into a [`LabError`].
    pub(super) fn of(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |reason| LabError::File { path, reason }
    }
}
