//! Why a question has no answer.

use bazaar_exercise::ExerciseError;
use bazaar_figure::figure::FigureError;
use bazaar_scenario::ScenarioError;
use bazaar_scenario::asking::Slip;
use bazaar_study::StudyError;
use bazaar_study::answer::AnswerError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum PageError {
    /// The question itself cannot be read.
    #[error("this is no question: {0}")]
    Question(#[from] serde_json::Error),
    /// A text has mistakes, which an editor can show.
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
    /// A command is none that a page can do.
    #[error(transparent)]
    Command(#[from] Slip),
    /// What a student has cannot be handed in.
    #[error(transparent)]
    Exercise(#[from] ExerciseError),
    /// What a worker is brought is not what a worker of this program made of the same scenario.
    #[error("these are no replications of this scenario")]
    Strange,
    /// The replications of a scenario depend on one another.
    #[error(
        "this scenario is run as a whole: it is one long run, or its warm-up is found from all replications"
    )]
    Whole,
    /// There is no scenario whose replications could be made or drawn.
    #[error("nothing has begun: ask `begin` first")]
    NotBegun,
}
