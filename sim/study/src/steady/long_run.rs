//! One long run in batches, each with a value of every metric.
//!
//! A batch is the run up to its end, with everything before it omitted as warm-up. So the run is
//! repeated for each batch, up to the batch's end, in parallel: with 20 batches that is about ten
//! times the work of one run, but works for every metric of every model without support by the
//! model.

use bazaar_models::catalogue::{ModelParameters, Visitor};
use bazaar_models::metric::Metric;
use bazaar_models::model::{Horizon, Model};
use bazaar_models::observation::Observation;

use super::batch_means::batch_means;
use crate::progress::{Progress, Unseen};
use crate::replication::{Plan, StudyError, replicate};
use crate::workers::Workers;

/// The observations of the batches of the first planned replication, in order. The last one has all
/// time series and all events of the run.
///
/// # Errors
/// As [`replicate`]; and if the model divides a shorter run into other partitions, so that it is
/// not the beginning of the longer one.
pub fn long_run(
    model: &ModelParameters,
    plan: &Plan,
    batches: u32,
    progress: &dyn Progress,
) -> Result<Vec<Observation>, StudyError> {
    let Horizon { end, warm_up, .. } = plan.horizon;
    let length = (end - warm_up) / f64::from(batches);
    let workers = Workers::new(plan.threads)?;
    let horizon = |number: u32| {
        let begins = warm_up + f64::from(number) * length;
        // The last one ends where the run does, despite rounding.
        let ends = if number + 1 == batches { end } else { begins + length };
        Horizon { end: ends, warm_up: begins, ..plan.horizon }
    };
    let whole = model.visit(plan.horizon, Partitions)?;
    for number in 0..batches {
        let part = model.visit(horizon(number), Partitions)?;
        if part != whole {
            return Err(StudyError::Divided { batch: number + 1, part, whole });
        }
    }
    let batch = |number: usize| -> Result<Option<Observation>, StudyError> {
        let horizon = horizon(u32::try_from(number).unwrap_or(u32::MAX));
        let one = Plan { horizon, replications: 1, threads: 1, ..*plan };
        Ok(replicate(model, &one, &Unseen(progress))?.pop())
    };
    let mut observations = Vec::new();
    workers.each(0..batches as usize, batch, |_, seen| {
        seen.iter().for_each(|seen| progress.seen(seen));
        observations.extend(seen);
    })?;
    let last = observations.len().saturating_sub(1);
    for seen in observations.iter_mut().take(last) {
        seen.series.clear();
        seen.events = 0;
        seen.fingerprint = None;
    }
    Ok(observations)
}

/// The number of partitions into which a model divides a run.
struct Partitions;

impl Visitor for Partitions {
    type Output = u32;

    fn visit<M: Model>(self, model: &M) -> u32 {
        model.partitions()
    }
}

/// The metrics whose batches are autocorrelated at a p-value below 1%, with the autocorrelation:
/// their batches, and so the run, are too short.
#[must_use]
pub fn autocorrelation(metrics: &'static [Metric], batches: &[Observation]) -> Vec<(&'static str, f64)> {
    const RARE: f64 = 0.01;
    let found = metrics.iter().enumerate().filter_map(|(index, metric)| {
        let values: Option<Vec<f64>> =
            batches.iter().map(|seen| seen.values.get(index).copied().flatten()).collect();
        let values = values?;
        let found = batch_means(&values, values.len(), 0.95)?;
        (found.independence < RARE).then_some((metric.name, found.correlation))
    });
    found.collect()
}
