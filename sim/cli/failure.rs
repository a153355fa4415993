//! The errors of the verbs, and their exit status.

use std::io::{self, Write};
use std::process::ExitCode;

use bazaar_book::BookError;
use bazaar_figure::foreign::harmless;
use bazaar_labs::LabError;
use bazaar_play::EngineError;
use bazaar_report::cause::Cause;
use bazaar_report::folder::FolderError;
use bazaar_report::table::TableError;
use bazaar_scenario::ScenarioError;
use bazaar_scenario::asking::Slip;
use bazaar_study::StudyError;
use bazaar_study::answer::AnswerError;
use bazaar_study::experiment::ExperimentError;

/// An error that ends a verb.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub(crate) enum Failure {
    /// Errors in scenarios, with their places in the text.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Scenario(#[from] ScenarioError),
    /// A table of data that cannot be used.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Data(#[from] bazaar_scenario::TableError),
    /// Some of several scenarios are invalid; their errors have been shown.
    #[error("{invalid} of {all} scenarios are invalid")]
    Scenarios { invalid: usize, all: usize },
    /// Some checks do not agree with the known answer.
    #[error("{failed} of {all} checks failed")]
    Checks { failed: usize, all: usize },
    /// Wrong use: arguments that do not fit together.
    #[error("{message}")]
    Use {
        message: String,
        #[help]
        help: String,
    },
    /// The run itself failed.
    #[error("the run failed")]
    Study(#[source] StudyError),
    /// A study has no answer.
    #[error("the study has no answer")]
    Answer(#[source] AnswerError),
    /// The threshold is not in the range.
    #[error("{message}")]
    NoTurn {
        message: String,
        #[help]
        help: String,
    },
    /// There is no book, or a chapter has errors.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Book(#[from] BookError),
    /// A lab, a roster or a class is invalid.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Lab(#[from] LabError),
    /// The answer to a question is no; mdBook, which asks, reads the exit status only.
    #[error("no")]
    No,
    /// Results could not be written.
    #[error("cannot write the results")]
    Output(#[from] io::Error),
    /// Results could not be put into a table.
    #[error("cannot write the results")]
    Table(#[from] TableError),
    /// The run's folder could not be written.
    #[error("cannot write the run's folder")]
    Folder(#[source] FolderError),
    /// Another process is writing the folder.
    #[error("{message}")]
    Busy {
        message: String,
        #[help]
        help: String,
    },
}

impl From<Slip> for Failure {
    fn from(Slip { message, help }: Slip) -> Self {
        Failure::Use { message, help }
    }
}

impl From<StudyError> for Failure {
    fn from(error: StudyError) -> Self {
        let message = error.to_string();
        match error {
            StudyError::Swept { path, values, .. } => Failure::Use {
                message,
                help: format!(
                    "pick one, for instance with --set {path}={}, or run all of them with `bazaar sweep`",
                    values.join(" or ")
                ),
            },
            StudyError::NotFollowed { known, .. } if known.is_empty() => Failure::Use {
                message,
                help: "the model follows no metric over time; set `warm_up` instead".to_owned(),
            },
            StudyError::NotFollowed { known, .. } => Failure::Use {
                message,
                help: format!("set study.warm_up_by to one that is: {}", known.join(", ")),
            },
            StudyError::TooLarge { by, .. } => {
                Failure::Use { message, help: format!("lower {by}, or shorten study.horizon") }
            }
            StudyError::Batched { .. } => Failure::Use {
                message,
                help: "lengthen study.horizon for shorter intervals, or leave study.batches out".to_owned(),
            },
            StudyError::Divided { .. } => Failure::Use {
                message,
                help:
                    "raise model.volunteer.hosts_per_partition until there is one, or leave study.batches out"
                        .to_owned(),
            },
            other => Failure::Study(other),
        }
    }
}

impl From<AnswerError> for Failure {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Scenario(error) => Failure::Scenario(*error),
            AnswerError::Experiment(ExperimentError::Study(error)) => error.into(),
            AnswerError::Design(error) => Failure::Use {
                message: error.to_string(),
                help: "change the design or its factors".to_owned(),
            },
            other => Failure::Answer(other),
        }
    }
}

impl From<ExperimentError> for Failure {
    fn from(error: ExperimentError) -> Self {
        AnswerError::from(error).into()
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Failure::Use { message: error.to_string(), help: error.help().to_owned() }
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        match error.help() {
            Some(help) if error.is_of_the_moment() => {
                Failure::Busy { message: error.to_string(), help: help.to_owned() }
            }
            Some(help) => Failure::Use { message: error.to_string(), help: help.to_owned() },
            None => Failure::Folder(error),
        }
    }
}

impl Failure {
    /// Shows the error on standard error and gives the program's exit status.
    pub(crate) fn report(self) -> ExitCode {
        let status = match &self {
            // The reader has closed the pipe, as in `bazaar models | head -1`.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Failure::Checks { .. } => 1,
            Failure::NoTurn { .. } => 1,
            Failure::No => return ExitCode::from(1),
            Failure::Book(error) => of_cause(error.cause()),
            Failure::Lab(error) => of_cause(error.cause()),
            Failure::Scenario(_) | Failure::Scenarios { .. } | Failure::Data(_) | Failure::Use { .. } => 2,
            Failure::Study(_)
            | Failure::Answer(_)
            | Failure::Output(_)
            | Failure::Table(_)
            | Failure::Folder(_)
            | Failure::Busy { .. } => 3,
        };
        show(self);
        ExitCode::from(status)
    }
}

fn of_cause(cause: Cause) -> u8 {
    match cause {
        Cause::False => 1,
        Cause::Input => 2,
        Cause::Failed => 3,
    }
}

/// Shows an error on standard error.
pub(crate) fn show(failure: Failure) {
    // Standard error may be closed; the exit status reports the error too.
    let text = format!("{:?}", miette::Report::new(failure));
    let _ = writeln!(anstream::stderr().lock(), "{}", harmless(&text));
}
