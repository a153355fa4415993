//! Verification: runs with a known answer, compared with that answer.
//!
//! Agreement with theory where it has an answer is the evidence for a simulator where it has none.
//! Each check is a scenario that states a metric's exact value (`[[checks]]`); it runs like any
//! other scenario, and its estimate is compared.
//!
//! An estimate from replications varies, so a check has two conditions. The exact value must lie in
//! the interval: Student's t at 99.99%, so a right model fails one check in 10,000 seeds; seeds are
//! fixed, so a check that passes passes always. And the interval must be short enough to detect a
//! wrong model: each check states the precision it needs.
//!
//! A check may concern the standard deviation between replications instead of their mean. The
//! variance is a mean as well, that of the squared distances from the mean, so the same interval
//! applies, and its square root is compared.

use bazaar_models::metric::Metric;
use bazaar_models::observation::Observation;
use bazaar_scenario::{Check, Scenario, ScenarioError, Statistic};

use crate::estimate::Estimate;
use crate::outcome::{Outcome, Settings, run};
use crate::progress::{Progress, Silent};
use crate::replication::StudyError;
use bazaar_numerics::student_quantile;

/// The probability with which a right model fails a check that varies.
pub const CHECK_ERROR: f64 = 1e-4;

/// The result of one check.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The model's name.
    pub model: &'static str,
    /// The scenario.
    pub scenario: String,
    /// The check.
    pub check: Check,
    /// The metric's definition.
    pub metric: &'static Metric,
    /// The mean over replications, or the statistic of the check; `None` if no replication had a
    /// value.
    pub observed: Option<f64>,
    /// The allowed deviation of the mean, in the metric's unit; `None` if there are too few
    /// replications for an interval.
    pub tolerance: Option<f64>,
    /// The number of replications with a value.
    pub n: u64,
    /// The verdict.
    pub finding: Finding,
}

/// The verdict of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The observed value agrees with the expected one.
    Agrees,
    /// It does not.
    Differs,
    /// The interval is wider than the check allows: the run could not detect a deviation.
    Imprecise,
}

impl Verdict {
    /// Whether the check holds.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.finding == Finding::Agrees
    }

    fn new(scenario: &Scenario, check: &Check, estimate: &Estimate) -> Self {
        let Estimate { metric, n, .. } = *estimate;
        let (mean, half_width) = observed(check.statistic, estimate);
        let (tolerance, widest) = match check.precision {
            None => (check.tolerance, f64::INFINITY),
            Some(share) => (half_width, share.canonical() * check.expected.abs()),
        };
        let finding = match (mean, tolerance) {
            (Some(mean), Some(tolerance)) if tolerance <= widest => {
                let agrees = (mean - check.expected).abs() <= tolerance;
                if agrees { Finding::Agrees } else { Finding::Differs }
            }
            (Some(_), _) => Finding::Imprecise,
            (None, _) => Finding::Differs,
        };
        Verdict {
            model: scenario.model.name(),
            scenario: scenario.name.clone(),
            check: check.clone(),
            metric,
            observed: mean,
            tolerance,
            n,
            finding,
        }
    }
}

/// The statistic of a check, and its half-width. The estimate is that of the metric, or of its
/// squared distances from the mean, whose mean is the variance.
fn observed(statistic: Statistic, estimate: &Estimate) -> (Option<f64>, Option<f64>) {
    let half_width = half_width(estimate);
    match statistic {
        Statistic::Mean => (estimate.mean, half_width),
        Statistic::StandardDeviation => {
            let deviation = estimate.mean.map(f64::sqrt);
            // The slope of the root at the variance: the delta method.
            let slope = |deviation: f64| 0.5 / deviation;
            (deviation, half_width.zip(deviation.map(slope)).map(|(width, slope)| width * slope))
        }
    }
}

/// The estimate that a check concerns.
fn estimate(check: &Check, outcome: &Outcome) -> Option<Estimate> {
    let index = outcome.summary.estimates.iter().position(|one| one.metric.name == check.metric)?;
    let estimate = &outcome.summary.estimates[index];
    match (check.statistic, estimate.mean) {
        (Statistic::StandardDeviation, Some(mean)) => {
            let n = estimate.n as f64;
            let value = |seen: &Observation| seen.values.get(index).copied().flatten();
            // So scaled, the squares have the sample variance as their mean.
            let square = |value: f64| (value - mean) * (value - mean) * n / (n - 1.0);
            let squares = outcome.observations.iter().map(|seen| value(seen).map(square));
            Some(Estimate::new(estimate.metric, squares))
        }
        _ => Some(estimate.clone()),
    }
}

/// Half the length of the interval that covers the mean in all but [`CHECK_ERROR`] of cases.
fn half_width(estimate: &Estimate) -> Option<f64> {
    let degrees = estimate.n.checked_sub(1)? as f64;
    let wider = student_quantile(1.0 - CHECK_ERROR / 2.0, degrees)
        / student_quantile(0.5 + Estimate::CONFIDENCE / 2.0, degrees);
    Some(estimate.half_width? * wider)
}

/// Why checks could not be made.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// A change that a check makes to its scenario is invalid.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// A run failed.
    #[error(transparent)]
    Study(#[from] StudyError),
}

/// Runs the checks of some scenarios; one verdict each, in order.
///
/// Of `settings`, only the threads and the generator are used: seed and replications are the
/// scenario's, because a check at another seed is another check.
///
/// # Errors
/// If a change of a check to its scenario is invalid, or the scenario cannot be run.
pub fn verify(
    scenarios: &[Scenario],
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<Vec<Verdict>, VerifyError> {
    let settings =
        Settings { threads: settings.threads, generator: settings.generator, ..Settings::default() };
    let checks =
        || scenarios.iter().flat_map(|scenario| scenario.checks.iter().map(move |check| (scenario, check)));
    progress.expect(checks().count() as u64);
    let mut verdicts = Vec::new();
    let mut last: Option<(&Scenario, &[String], Outcome)> = None;
    for (scenario, check) in checks() {
        let same = |(of, set, _): &(&Scenario, &[String], Outcome)| *of == scenario && *set == check.set;
        if !last.as_ref().is_some_and(same) {
            let outcome = run(&scenario.with(&check.set)?, &settings, &Silent)?;
            last = Some((scenario, &check.set, outcome));
        }
        let estimate = last.as_ref().and_then(|(_, _, outcome)| estimate(check, outcome));
        verdicts.extend(estimate.map(|estimate| Verdict::new(scenario, check, &estimate)));
        progress.done();
    }
    Ok(verdicts)
}
