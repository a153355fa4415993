//! Results as JSON, in the shapes that scripts rely on.

use std::collections::BTreeMap;

use bazaar_models::observation::Axis;
use bazaar_scenario::{Scenario, Statistic};
use bazaar_study::{Cells, Estimate, Outcome, Steady, Summary, Verdict};
use serde::ser::{Serialize, Serializer};

use crate::sweep::Found;

/// One object per run; the order of its fields is part of the contract.
#[derive(serde::Serialize)]
pub(crate) struct RunResult<'a> {
    pub(crate) schema: u32,
    pub(crate) scenario: &'a str,
    pub(crate) model: &'a str,
    pub(crate) seed: u64,
    pub(crate) replications: u64,
    pub(crate) horizon_days: f64,
    pub(crate) events: u64,
    pub(crate) elapsed_seconds: f64,
    /// What was done to see the steady state; not there where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) steady: Option<SteadyResult<'a>>,
    pub(crate) metrics: Metrics<'a>,
    /// Metrics by two things at once; not there where the model has none.
    #[serde(skip_serializing_if = "Matrices::is_empty")]
    pub(crate) matrices: Matrices<'a>,
}

/// What was done to see the steady state: the warm-up that was found, and the batches of one run.
#[derive(serde::Serialize)]
pub(crate) struct SteadyResult<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_up: Option<WarmUpResult<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    batches: Option<u32>,
    /// The correlation of neighbouring batches, of metrics where it is too large for their intervals.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    clinging: BTreeMap<&'static str, f64>,
}

#[derive(serde::Serialize)]
struct WarmUpResult<'a> {
    by: &'a str,
    days: f64,
    settled: bool,
}

impl<'a> SteadyResult<'a> {
    pub(crate) fn new(outcome: &'a Outcome) -> Option<Self> {
        let Steady { warm_up, batches } = &outcome.steady;
        if warm_up.is_none() && batches.is_none() {
            return None;
        }
        let warm_up = warm_up.as_ref();
        let clinging = batches.iter().flat_map(|(_, clinging)| clinging).copied().collect();
        Some(SteadyResult {
            warm_up: warm_up.map(|found| WarmUpResult {
                by: &found.metric,
                days: found.hours / 24.0,
                settled: found.settled,
            }),
            batches: batches.as_ref().map(|(batches, _)| *batches),
            clinging,
        })
    }
}

/// What `bazaar sweep --json` prints.
#[derive(serde::Serialize)]
pub(crate) struct SweepResult<'a> {
    schema: u32,
    scenario: &'a str,
    model: &'a str,
    factors: &'a [String],
    elapsed_seconds: f64,
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
    factors: &'a [String],
    values: &'a [String],
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.factors.iter().zip(self.values))
    }
}

impl<'a> SweepResult<'a> {
    pub(crate) fn new(
        scenario: &'a Scenario,
        factors: &'a [String],
        found: &'a [Found<'a>],
        elapsed_seconds: f64,
    ) -> Self {
        let points = found.iter().map(|Found { point, summary }| PointResult {
            values: Values { factors, values: &point.values },
            replications: summary.replications,
            events: summary.events,
            metrics: Metrics(summary),
        });
        let (name, model) = (scenario.name.as_str(), scenario.model.name());
        SweepResult { schema: 1, scenario: name, model, factors, elapsed_seconds, points: points.collect() }
    }
}

/// An object with one entry per metric, in the order of the model's list.
pub(crate) struct Metrics<'a>(pub(crate) &'a Summary);

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
pub(crate) struct Matrices<'a>(pub(crate) &'a Summary);

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
pub(crate) struct Checks<'a> {
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
    pub(crate) fn new(verdicts: &'a [Verdict]) -> Self {
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
