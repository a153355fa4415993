//! Errors of a page.

use bazaar_exercise::ExerciseError;
use bazaar_figure::figure::FigureError;
use bazaar_scenario::ScenarioError;
use bazaar_scenario::asking::Slip;
use bazaar_study::StudyError;
use bazaar_study::answer::AnswerError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum PageError {
    /// The question cannot be parsed.
    #[error("not a valid question: {0}")]
    Question(#[from] serde_json::Error),
    /// A text has errors, with places for an editor.
    #[error(transparent)]
    Text(#[from] ScenarioError),
    /// A scenario cannot be run.
    #[error(transparent)]
    Study(#[from] StudyError),
    /// A study has no answer.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// A figure cannot be made.
    #[error(transparent)]
    Figure(#[from] FigureError),
    /// A table cannot be written.
    #[error("cannot write a table: {0}")]
    Table(String),
    /// A film would begin or end outside the run.
    #[error("a film from {from} h to {to} h is not within the run, which goes from 0 h to {end} h")]
    NotWithin { from: f64, to: f64, end: f64 },
    /// A command that a page does not support.
    #[error(transparent)]
    Command(#[from] Slip),
    /// A student's work cannot be packed.
    #[error(transparent)]
    Exercise(#[from] ExerciseError),
    /// A worker's replications are not of this scenario and program.
    #[error("these replications are not of this scenario")]
    Strange,
    /// The replications of a scenario depend on one another.
    #[error(
        "this scenario is run as a whole: it is one long run, or its warm-up is found from all replications"
    )]
    Whole,
    /// No scenario has begun.
    #[error("no scenario has begun: ask `begin` first")]
    NotBegun,
}
