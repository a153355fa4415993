//! Results as JSON, in the shapes that scripts rely on.

mod evaluate;
mod grid;
mod stress;

use std::collections::BTreeMap;
use std::io;

use bazaar_models::observation::Axis;
use bazaar_scenario::{Factor, Method, Statistic, Study};
use bazaar_study::answer::{Ending, Selected};
use bazaar_study::{Cells, Estimate, Outcome, Steady, Summary, Verdict};
use serde::ser::{Serialize, Serializer};

pub use evaluate::{EvaluateResult, SurveyResult};
pub use grid::grid;
pub use stress::StressResult;

use crate::study::{self, Answer, Comparison, Points, called};

/// What `bazaar run --json` prints: one object per run; the order of its fields is part of the contract.
#[derive(serde::Serialize)]
pub struct RunResult<'a> {
    schema: u32,
    scenario: &'a str,
    model: &'a str,
    #[serde(serialize_with = "exact")]
    seed: u64,
    replications: u64,
    horizon_days: f64,
    events: u64,
    elapsed_seconds: f64,
    /// What was done to see the steady state; not there where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    steady: Option<SteadyResult<'a>>,
    metrics: Metrics<'a>,
    /// Metrics by two things at once; not there where the model has none.
    #[serde(skip_serializing_if = "Matrices::is_empty")]
    matrices: Matrices<'a>,
}

/// What was done to see the steady state: the warm-up that was found, and the batches of one run.
#[derive(serde::Serialize)]
struct SteadyResult<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_up: Option<WarmUpResult<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    batches: Option<u32>,
    /// The correlation of neighbouring batches, of metrics where it is too large for their intervals.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    autocorrelation: BTreeMap<&'static str, f64>,
}

#[derive(serde::Serialize)]
struct WarmUpResult<'a> {
    by: &'a str,
    days: f64,
    settled: bool,
}

impl<'a> RunResult<'a> {
    /// What a run found, and how many seconds it took.
    #[must_use]
    pub fn new(outcome: &'a Outcome, elapsed_seconds: f64) -> Self {
        let Outcome { scenario, plan, summary, .. } = outcome;
        RunResult {
            schema: 1,
            scenario: &scenario.name,
            model: scenario.model.name(),
            seed: plan.seed,
            replications: u64::from(plan.replications),
            horizon_days: plan.horizon.end / 24.0,
            events: summary.events,
            elapsed_seconds,
            steady: SteadyResult::new(outcome),
            metrics: Metrics(summary),
            matrices: Matrices(summary),
        }
    }
}

impl<'a> SteadyResult<'a> {
    fn new(outcome: &'a Outcome) -> Option<Self> {
        let Steady { warm_up, batches } = &outcome.steady;
        if warm_up.is_none() && batches.is_none() {
            return None;
        }
        let warm_up = warm_up.as_ref();
        let autocorrelation =
            batches.iter().flat_map(|(_, autocorrelation)| autocorrelation).copied().collect();
        Some(SteadyResult {
            warm_up: warm_up.map(|found| WarmUpResult {
                by: &found.metric,
                days: found.hours / 24.0,
                settled: found.settled,
            }),
            batches: batches.as_ref().map(|(batches, _)| *batches),
            autocorrelation,
        })
    }
}

/// A result as one line.
///
/// # Errors
/// If it is no JSON, which no result of a study is.
pub fn json(result: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(result)? + "\n")
}

/// How the results of all studies begin.
#[derive(serde::Serialize)]
struct Head<'a> {
    schema: u32,
    /// The name of the study; nothing if it was asked by flags.
    study: Option<&'a str>,
    scenario: &'a str,
    model: &'a str,
    #[serde(serialize_with = "exact")]
    seed: u64,
    elapsed_seconds: f64,
}

/// A whole number, as a text from 2^53 on: there many readers of JSON, JavaScript's and R's among them, round numbers.
fn exact<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    const FIRST: u64 = 1 << 53;
    if *number < FIRST { serializer.serialize_u64(*number) } else { serializer.collect_str(number) }
}

impl<'a> Head<'a> {
    fn new(study: &'a Study, elapsed_seconds: f64) -> Self {
        let scenario = &study.scenario;
        let named = called(study) == study.name && study.name != scenario.name;
        Head {
            schema: 1,
            study: named.then_some(&study.name),
            scenario: &scenario.name,
            model: scenario.model.name(),
            seed: scenario.study.seed,
            elapsed_seconds,
        }
    }
}

/// What `bazaar sweep --json` prints.
#[derive(serde::Serialize)]
pub struct SweepResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    factors: Vec<&'a str>,
    points: Vec<PointResult<'a>>,
}

#[derive(serde::Serialize)]
struct PointResult<'a> {
    values: Values<'a>,
    replications: u64,
    events: u64,
    metrics: Metrics<'a>,
}

/// An object with the value of each factor, as TOML.
struct Values<'a> {
    factors: &'a [Factor],
    values: Vec<String>,
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.factors.iter().map(|factor| &factor.path).zip(&self.values))
    }
}

impl<'a> SweepResult<'a> {
    /// What was found, and how many seconds it took.
    #[must_use]
    pub fn new(found: &'a Points<'_>, elapsed: f64) -> Self {
        let sweep = found.sweep;
        let points = sweep.points.iter().zip(&found.summaries).map(|(point, summary)| PointResult {
            values: Values { factors: &sweep.factors, values: sweep.written(point) },
            replications: summary.replications,
            events: summary.events,
            metrics: Metrics(summary),
        });
        let factors = sweep.factors.iter().map(|factor| factor.path.as_str()).collect();
        SweepResult { head: Head::new(found.study, elapsed), factors, points: points.collect() }
    }
}

/// What `bazaar compare --json` prints.
#[derive(serde::Serialize)]
pub struct CompareResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    control: &'a str,
    arms: Vec<ArmResult<'a>>,
    differences: Vec<DifferenceResult<'a>>,
    /// The arm that was selected as the best, if one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    selected: Option<SelectedResult<'a>>,
}

#[derive(serde::Serialize)]
struct ArmResult<'a> {
    name: &'a str,
    scenario: &'a str,
    replications: u64,
    events: u64,
    metrics: OwnMetrics,
}

/// An object with one entry per metric.
struct OwnMetrics(Summary);

impl Serialize for OwnMetrics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Metrics(&self.0).serialize(serializer)
    }
}

#[derive(serde::Serialize)]
struct DifferenceResult<'a> {
    arm: &'a str,
    metric: &'a str,
    mean: Option<f64>,
    half_width: Option<f64>,
    n: u64,
    unit: &'a str,
    /// By what factor common random numbers lowered the variance; null where it never varies.
    variance_reduction: Option<f64>,
}

#[derive(serde::Serialize)]
struct SelectedResult<'a> {
    metric: &'a str,
    /// Null where it could not be decided.
    arm: Option<&'a str>,
    replications: usize,
    confidence: f64,
    indifference: f64,
}

impl<'a> CompareResult<'a> {
    /// What was found, and how many seconds it took.
    #[must_use]
    pub fn new(comparison: &'a Comparison<'_>, elapsed: f64) -> Self {
        let Comparison { study, question, found } = comparison;
        let arms = question.arms.iter().zip(&found.arms).map(|(arm, runs)| {
            let mut summary = runs.summary();
            summary.estimates.retain(|estimate| question.metrics.contains(&estimate.metric.name));
            ArmResult {
                name: &arm.name,
                scenario: &arm.scenario.name,
                replications: summary.replications,
                events: summary.events,
                metrics: OwnMetrics(summary),
            }
        });
        let differences = found.gaps.iter().map(|gap| {
            let mean = gap.difference.map(|difference| difference.mean);
            DifferenceResult {
                arm: &question.arms[gap.arm].name,
                metric: gap.metric.name,
                mean: mean.map(|mean| mean.value),
                half_width: mean.map(|mean| 0.5 * mean.width()),
                n: mean.map_or(0, |mean| mean.n),
                unit: gap.metric.unit,
                variance_reduction: gap
                    .difference
                    .map(|difference| difference.variance_reduction)
                    .filter(|gain| gain.is_finite()),
            }
        });
        let selected = question.select.as_ref().zip(found.selected).map(|(wanted, selected)| {
            let (arm, replications) = match selected {
                Selected::Best { arm, replications } => {
                    (Some(question.arms[arm].name.as_str()), replications)
                }
                Selected::Undecided { replications, .. } => (None, replications),
            };
            let confidence = wanted.confidence.canonical();
            SelectedResult {
                metric: &wanted.metric,
                arm,
                replications,
                confidence,
                indifference: wanted.indifference,
            }
        });
        CompareResult {
            head: Head::new(study, elapsed),
            control: &question.arms[question.control].name,
            arms: arms.collect(),
            differences: differences.collect(),
            selected,
        }
    }
}

/// What `bazaar sensitivity --json` prints.
#[derive(serde::Serialize)]
pub struct SensitivityResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    method: &'static str,
    points: usize,
    events: u64,
    factors: Vec<&'a str>,
    effects: Vec<EffectResult<'a>>,
    /// Metrics that are the same at all points.
    constant: Vec<&'static str>,
}

#[derive(serde::Serialize)]
struct EffectResult<'a> {
    metric: &'static str,
    factor: &'a str,
    effect: &'static str,
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
    n: u64,
}

impl<'a> SensitivityResult<'a> {
    /// What was found, and how many seconds it took.
    #[must_use]
    pub fn new(found: &'a study::Sensitivity<'_>, elapsed: f64) -> Self {
        let question = found.question;
        let finite = |value: f64| Some(value).filter(|value| value.is_finite());
        let effects = found.numbers().into_iter().map(|(metric, factor, effect, of)| EffectResult {
            metric: metric.name,
            factor: &factor.path,
            effect,
            value: of.value,
            low: finite(of.low),
            high: finite(of.high),
            n: of.n,
        });
        SensitivityResult {
            head: Head::new(found.study, elapsed),
            method: match question.method {
                Method::Morris(_) => "morris",
                Method::Sobol(_) => "sobol",
                Method::Tornado => "tornado",
            },
            points: found.runs.len(),
            events: found.events(),
            factors: question.factors.iter().map(|factor| factor.path.as_str()).collect(),
            effects: effects.collect(),
            constant: found.constant(),
        }
    }
}

/// What `bazaar threshold --json` prints.
#[derive(serde::Serialize)]
pub struct ThresholdResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    metric: &'a str,
    along: &'a str,
    over: Option<&'a str>,
    unit: String,
    events: u64,
    thresholds: Vec<TurnResult>,
}

#[derive(serde::Serialize)]
struct TurnResult {
    /// The value of the second parameter, as TOML.
    over: Option<String>,
    /// Null where the outcome does not turn within the range.
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    n: usize,
    /// Whether the interval is as short as was asked.
    precise: bool,
}

impl<'a> ThresholdResult<'a> {
    /// What was found, and how many seconds it took.
    #[must_use]
    pub fn new(answer: &'a study::Threshold<'_>, elapsed: f64) -> Self {
        let question = answer.question;
        let thresholds = answer.found.found.iter().map(|found| {
            let turn = found.ending.turn();
            let over = question.over.as_ref().zip(found.over);
            TurnResult {
                over: over.map(|(factor, value)| factor.toml(value)),
                value: turn.map(|turn| turn.value),
                low: turn.map(|turn| turn.low),
                high: turn.map(|turn| turn.high),
                n: found.readings.len(),
                precise: matches!(found.ending, Ending::Found(_)),
            }
        });
        ThresholdResult {
            head: Head::new(answer.study, elapsed),
            metric: question.metric,
            along: &question.along.path,
            over: question.over.as_ref().map(|over| over.path.as_str()),
            unit: question.along.unit(),
            events: answer.found.events,
            thresholds: thresholds.collect(),
        }
    }
}

/// An object with one entry per metric, in the order of the model's list.
struct Metrics<'a>(&'a Summary);

impl Serialize for Metrics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.0.estimates.iter().map(|estimate| (estimate.metric.name, MetricResult::new(estimate))),
        )
    }
}

#[derive(serde::Serialize)]
struct MetricResult {
    mean: Option<f64>,
    half_width: Option<f64>,
    n: u64,
    unit: &'static str,
}

impl MetricResult {
    fn new(estimate: &Estimate) -> Self {
        let Estimate { metric, mean, half_width, n, .. } = *estimate;
        MetricResult { mean, half_width, n, unit: metric.unit }
    }
}

/// An object with one entry per metric by two things at once, in the order of the model's list.
struct Matrices<'a>(&'a Summary);

impl Matrices<'_> {
    fn is_empty(&self) -> bool {
        self.0.matrices.is_empty()
    }
}

impl Serialize for Matrices<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = self.0.matrices.iter();
        serializer.collect_map(all.map(|cells| (cells.metric.name, MatrixResult::new(cells))))
    }
}

/// A matrix: what its sides stand for, and for each number a list of rows.
#[derive(serde::Serialize)]
struct MatrixResult<'a> {
    rows: Side<'a>,
    columns: Side<'a>,
    mean: Vec<Vec<Option<f64>>>,
    half_width: Vec<Vec<Option<f64>>>,
    n: Vec<Vec<u64>>,
    unit: &'static str,
}

#[derive(serde::Serialize)]
struct Side<'a> {
    label: &'static str,
    unit: &'static str,
    names: &'a [String],
}

impl<'a> MatrixResult<'a> {
    fn new(cells: &'a Cells) -> Self {
        fn rows<T>(cells: &Cells, value: impl Fn(&Estimate) -> T) -> Vec<Vec<T>> {
            let width = cells.columns.names.len().max(1);
            cells.estimates.chunks(width).map(|row| row.iter().map(&value).collect()).collect()
        }
        let side = |axis: &'a Axis| Side { label: axis.label, unit: axis.unit, names: &axis.names };
        MatrixResult {
            rows: side(&cells.rows),
            columns: side(&cells.columns),
            mean: rows(cells, |estimate| estimate.mean),
            half_width: rows(cells, |estimate| estimate.half_width),
            n: rows(cells, |estimate| estimate.n),
            unit: cells.metric.unit,
        }
    }
}

/// What `bazaar verify --json` prints.
#[derive(serde::Serialize)]
pub struct Checks<'a> {
    schema: u32,
    checks: Vec<CheckResult<'a>>,
    passed: usize,
    failed: usize,
}

#[derive(serde::Serialize)]
struct CheckResult<'a> {
    model: &'a str,
    name: &'a str,
    scenario: &'a str,
    set: &'a [String],
    metric: &'a str,
    unit: &'a str,
    statistic: Statistic,
    expected: f64,
    observed: Option<f64>,
    tolerance: Option<f64>,
    n: u64,
    source: &'a str,
    pass: bool,
}

impl<'a> Checks<'a> {
    /// The verdicts in their order.
    #[must_use]
    pub fn new(verdicts: &'a [Verdict]) -> Self {
        let passed = verdicts.iter().filter(|verdict| verdict.passes()).count();
        let checks = verdicts.iter().map(|verdict| CheckResult {
            model: verdict.model,
            name: &verdict.check.name,
            scenario: &verdict.scenario,
            set: &verdict.check.set,
            metric: verdict.metric.name,
            unit: verdict.metric.unit,
            statistic: verdict.check.statistic,
            expected: verdict.check.expected,
            observed: verdict.observed,
            tolerance: verdict.tolerance,
            n: verdict.n,
            source: &verdict.check.source,
            pass: verdict.passes(),
        });
        Checks { schema: 1, checks: checks.collect(), passed, failed: verdicts.len() - passed }
    }
}
