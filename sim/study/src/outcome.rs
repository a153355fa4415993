//! From a scenario to the observations of its replications: the one way in which everything is run.
//!
//! A table on the screen, a folder of files, a check, a figure of the book: all of them show an
//! [`Outcome`], so they cannot disagree.

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

/// The default number of time bins of a time series.
pub(crate) const STRETCHES: usize = 240;

/// The maximum number of replications for a precision.
const MOST_REPLICATIONS: u32 = 100_000;

/// How runs are made. The scenario, with its seed and its number of replications, states what is
/// run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Settings {
    /// Add replications until half-widths are within this share of their mean, above 0 and below 1.
    pub precision: Option<f64>,
    /// The number of threads; 0 for one per core. Results do not depend on it.
    pub threads: usize,
    /// The random number generator.
    pub generator: Generator,
    /// The number of time bins of a time series; 240 by default. Only time series depend on it,
    /// except in models that count in months.
    pub stretches: Option<usize>,
    /// Whether to fingerprint every run.
    pub fingerprint: bool,
}

impl Settings {
    /// The usual settings on this number of threads.
    #[must_use]
    pub const fn on_threads(threads: usize) -> Self {
        let generator = Generator::Squares;
        Settings { precision: None, threads, generator, stretches: None, fingerprint: false }
    }
}

/// A scenario with the observations of its replications.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The scenario with the seed and the number of replications of this run.
    pub scenario: Scenario,
    /// The settings of the run.
    pub plan: Plan,
    /// One per replication, in order; for one long run one per batch.
    pub observations: Vec<Observation>,
    /// An estimate of every metric.
    pub summary: Summary,
    /// The treatment of the initial transient.
    pub steady: Steady,
}

/// The treatment of the initial transient, and its result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steady {
    /// The warm-up, if the scenario finds it by MSER-5.
    pub warm_up: Option<WarmUp>,
    /// The number of batches of the one run, and the metrics with too short batches, with their
    /// autocorrelation.
    pub batches: Option<(u32, Vec<(&'static str, f64)>)>,
}

/// Runs a scenario.
///
/// # Errors
/// If the load exceeds the machine's limits, the scenario has several values for a parameter, the
/// model cannot be made, or threads cannot be started.
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

/// Runs a task; with a precision, until these metrics have it, or all if no metric is named.
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
