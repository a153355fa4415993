//! How much of the runs of a model to leave out, found by MSER-5.
//!
//! The rule looks at a metric over time, averaged over replications, which all begin in the same state: so
//! the beginning stands out and chance does not. All replications then leave out the same time. They are made once
//! to look and once to count.

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::observation::Observation;

use super::mser::mser5;
use crate::progress::{Progress, Unseen};
use crate::replication::{Plan, StudyError, replicate};

/// Into how many stretches runs are divided to be looked at: 200 averages of five.
const STRETCHES: usize = 1_000;

/// A warm-up that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct WarmUp {
    /// The metric over time that was looked at.
    pub metric: String,
    /// What to leave out, in hours.
    pub hours: f64,
    /// Whether the rule came to a minimum within the first half. If it did not, runs are too short to tell where their
    /// beginning ends.
    pub settled: bool,
}

/// Finds the warm-up of planned replications from a metric over time.
///
/// # Errors
/// If the model does not follow that metric over time, or cannot be run.
pub fn warm_up(
    model: &ModelParameters,
    plan: &Plan,
    metric: &str,
    progress: &dyn Progress,
) -> Result<WarmUp, StudyError> {
    let mut look = *plan;
    (look.horizon.warm_up, look.horizon.stretches) = (0.0, STRETCHES);
    let observations = replicate(model, &look, &Unseen(progress))?;
    let (width, course) = course(&observations, metric);
    let cut = mser5(&course).ok_or_else(|| {
        let all = observations.first().map(|seen| seen.series.as_slice()).unwrap_or_default();
        StudyError::NotFollowed {
            metric: metric.to_owned(),
            known: all.iter().map(|one| one.metric).collect(),
        }
    })?;
    Ok(WarmUp { metric: metric.to_owned(), hours: cut.delete as f64 * width, settled: cut.settled })
}

/// The length of a stretch, and the means over replications of a metric in each; what is left of the shortest.
fn course(observations: &[Observation], metric: &str) -> (f64, Vec<f64>) {
    let all = observations.iter().flat_map(|seen| &seen.series).filter(|series| series.metric == metric);
    let all: Vec<_> = all.collect();
    let length = all.iter().map(|series| series.values.len()).min().unwrap_or(0);
    let mean =
        |stretch: usize| all.iter().map(|series| series.values[stretch]).sum::<f64>() / all.len() as f64;
    (all.first().map_or(0.0, |series| series.width), (0..length).map(mean).collect())
}
