//! Errors of a study's answer.

use bazaar_scenario::ScenarioError;

use crate::comparison::SelectionError;
use crate::design::DesignError;
use crate::discovery::DiscoveryError;
use crate::evaluation::EvaluationError;
use crate::experiment::ExperimentError;
use crate::sensitivity::SensitivityError;
use crate::threshold::ThresholdError;

/// Why a study has no answer.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// A run failed.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// Values that are valid one by one contradict each other.
    #[error(transparent)]
    Scenario(#[from] Box<ScenarioError>),
    /// The design is impossible.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The sensitivity indices cannot be computed.
    #[error(transparent)]
    Sensitivity(#[from] SensitivityError),
    /// The best arm cannot be selected.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// The evaluation is impossible.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// Scenario discovery is impossible.
    #[error(transparent)]
    Discovery(#[from] DiscoveryError),
    /// The threshold search is impossible.
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
    /// A metric that the answer needs has no value in some run.
    #[error("{metric} has no value in a run {at}")]
    NoValue {
        /// The metric.
        metric: &'static str,
        /// Which run: `of the arm base`, `with …`.
        at: String,
    },
}

impl From<ScenarioError> for AnswerError {
    fn from(error: ScenarioError) -> Self {
        AnswerError::Scenario(Box::new(error))
    }
}
