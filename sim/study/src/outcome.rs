//! From a scenario to what its replications found: the one way in which everything is run.
//!
//! A table on the screen, a folder of files, a check, a figure of the book: all
//! of them are readings of an [`Outcome`], so none can disagree with another.

use bazaar_models::model::Horizon;
use bazaar_models::observation::Observation;
use bazaar_scenario::Scenario;

use crate::experiment::Task;
use crate::load::Load;
use crate::precision::{Precision, precise};
use crate::progress::Progress;
use crate::replication::{Generator, Plan, StudyError, replicate};
use crate::steady::{WarmUp, autocorrelation, long_run, warm_up};
use crate::summary::Summary;

/// Into how many stretches time series divide a run if nothing is said.
pub(crate) const STRETCHES: usize = 240;

/// The most replications that are made to reach a precision.
const MOST_REPLICATIONS: u32 = 100_000;

/// How runs are made. What is run, its seed and its number of replications among it, is the scenario's.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Settings {
    /// Go on until half-widths are within this share of their mean, above 0 and below 1.
    pub precision: Option<f64>,
    /// How many threads to use; 0 for one per core. Results do not depend on it.
    pub threads: usize,
    /// Which generator to draw from.
    pub generator: Generator,
    /// Into how many stretches time series divide a run; 240 if nothing is said. Nothing else depends on it, and models that
    /// count in months do not either.
    pub stretches: Option<usize>,
    /// Whether to fingerprint every run.
    pub fingerprint: bool,
}

impl Settings {
    /// The usual settings on so many threads.
    #[must_use]
    pub const fn on_threads(threads: usize) -> Self {
        let generator = Generator::Squares;
        Settings { precision: None, threads, generator, stretches: None, fingerprint: false }
    }
}

/// A scenario that was run, and what its replications saw.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The scenario as it was run: with the seed that was used and the number
    /// of replications that were made.
    pub scenario: Scenario,
    /// How it was run.
    pub plan: Plan,
    /// One per replication, in order; of one long run one per batch.
    pub observations: Vec<Observation>,
    /// An estimate of every metric.
    pub summary: Summary,
    /// What was done to see the steady state.
    pub steady: Steady,
}

/// What was done to see the steady state, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steady {
    /// The warm-up, where the scenario has it found.
    pub warm_up: Option<WarmUp>,
    /// How many batches the one run was cut into, and the metrics whose batches are too short, with their correlation.
    pub batches: Option<(u32, Vec<(&'static str, f64)>)>,
}

/// Runs a scenario.
///
/// # Errors
/// If more is asked of the machine than it has, the scenario has several values for a parameter, the model cannot be
/// made, or threads cannot be started.
pub fn run(scenario: &Scenario, settings: &Settings, progress: &dyn Progress) -> Result<Outcome, StudyError> {
    run_until(&Task::all(scenario), settings, &[], progress)
}

/// Refuses a scenario that has several values for a parameter: a run takes one.
pub(crate) fn has_one_value(scenario: &Scenario) -> Result<(), StudyError> {
    scenario.sweeps.first().map_or(Ok(()), |sweep| {
        Err(StudyError::Swept {
            scenario: scenario.name.clone(),
            path: sweep.path.clone(),
            values: sweep.values.clone(),
        })
    })
}

/// Runs a task; where a precision is asked for, until these metrics have it, or all if none is named.
///
/// # Errors
/// As [`run`].
pub fn run_until(
    task: &Task<'_>,
    settings: &Settings,
    metrics: &[&str],
    progress: &dyn Progress,
) -> Result<Outcome, StudyError> {
    let scenario = task.scenario;
    has_one_value(scenario)?;
    Load::of_task(task, settings).check()?;
    let study = &scenario.study;
    if let Some(batches) = study.batches
        && (settings.precision.is_some() || task.replications() != 1)
    {
        return Err(StudyError::Batched { scenario: scenario.name.clone(), batches });
    }
    let mut plan = Plan {
        horizon: Horizon {
            end: study.horizon.canonical(),
            warm_up: study.warm_up.canonical(),
            stretches: settings.stretches.unwrap_or(STRETCHES),
        },
        seed: study.seed,
        first: task.first,
        replications: task.replications(),
        threads: settings.threads,
        generator: settings.generator,
        fingerprint: settings.fingerprint,
    };
    let mut steady = Steady::default();
    if let Some(metric) = &study.warm_up_by {
        let found = warm_up(&scenario.model, &plan, metric, progress)?;
        plan.horizon.warm_up = found.hours;
        steady.warm_up = Some(found);
    }
    let observations = match (study.batches, settings.precision) {
        (Some(batches), _) => long_run(&scenario.model, &plan, batches, progress)?,
        (None, None) => replicate(&scenario.model, &plan, progress)?,
        (None, Some(relative)) => {
            let precision = Precision { relative, most: MOST_REPLICATIONS.max(plan.replications) };
            precise(&scenario.model, &plan, precision, metrics, progress)?
        }
    };
    let metrics = scenario.model.metrics();
    let summary = Summary::new(metrics, &observations);
    steady.batches = study.batches.map(|batches| (batches, autocorrelation(metrics, &observations)));
    let made = u32::try_from(observations.len()).unwrap_or(u32::MAX);
    let replications = if study.batches.is_some() { 1 } else { made };
    let mut scenario = scenario.clone();
    scenario.study.replications = replications;
    Ok(Outcome { scenario, plan: Plan { replications, ..plan }, observations, summary, steady })
}
