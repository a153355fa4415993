//! The warm-up of a model's runs by MSER-5.
//!
//! The rule uses a metric over time, averaged over replications, which all begin in the same state:
//! so the transient stands out from random variation. All replications then have the same warm-up.
//! They are made once to find it and once to count.

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::observation::Observation;

use super::mser::mser5;
use crate::progress::{Progress, Unseen};
use crate::replication::{Plan, StudyError, replicate};

/// The number of time bins for the rule: 200 averages of five.
const STRETCHES: usize = 1_000;

/// A warm-up found by MSER-5.
#[derive(Clone, Debug, PartialEq)]
pub struct WarmUp {
    /// The metric of the time series.
    pub metric: String,
    /// The warm-up, in hours.
    pub hours: f64,
    /// Whether the rule found a minimum within the first half. If not, runs are too short to
    /// identify their transient.
    pub settled: bool,
}

/// Finds the warm-up of planned replications from a metric's time series.
///
/// # Errors
/// If the metric has no time series, or the model cannot be run.
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

/// The length of a time bin, and the means over replications of a metric in each; as many bins as
/// the shortest series has.
fn course(observations: &[Observation], metric: &str) -> (f64, Vec<f64>) {
    let all = observations.iter().flat_map(|seen| &seen.series).filter(|series| series.metric == metric);
    let all: Vec<_> = all.collect();
    let length = all.iter().map(|series| series.values.len()).min().unwrap_or(0);
    let mean =
        |stretch: usize| all.iter().map(|series| series.values[stretch]).sum::<f64>() / all.len() as f64;
    (all.first().map_or(0.0, |series| series.width), (0..length).map(mean).collect())
}
