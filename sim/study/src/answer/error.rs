//! Why a study has no answer.

use bazaar_scenario::ScenarioError;

use crate::comparison::SelectionError;
use crate::design::DesignError;
use crate::discovery::DiscoveryError;
use crate::evaluation::EvaluationError;
use crate::experiment::ExperimentError;
use crate::sensitivity::SensitivityError;
use crate::threshold::ThresholdError;

/// What can go wrong between a study and its answer.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The runs could not be made.
    #[error(transparent)]
    Experiment(#[from] ExperimentError),
    /// Values that fit one by one do not go together.
    #[error(transparent)]
    Scenario(#[from] Box<ScenarioError>),
    /// The points cannot be made.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// The sensitivities cannot be told.
    #[error(transparent)]
    Sensitivity(#[from] SensitivityError),
    /// The best arm cannot be selected.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// Nothing can be evaluated.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// No box can be sought.
    #[error(transparent)]
    Discovery(#[from] DiscoveryError),
    /// The turn cannot be sought.
    #[error(transparent)]
    Threshold(#[from] ThresholdError),
    /// A metric that the answer needs has no value somewhere.
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
