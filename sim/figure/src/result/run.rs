//! The object of a run.

use std::collections::BTreeMap;

use bazaar_models::observation::Axis;
use bazaar_study::{Cells, Estimate, Outcome, Steady, Summary};
use serde::ser::{Serialize, Serializer};

use super::{Metrics, exact};

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
    /// The steady-state methods used; absent if none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    steady: Option<SteadyResult<'a>>,
    metrics: Metrics<'a>,
    /// Two-dimensional metrics; absent if the model has none.
    #[serde(skip_serializing_if = "Matrices::is_empty")]
    matrices: Matrices<'a>,
}

/// The steady-state methods used: the estimated warm-up, and the batch means of one run.
#[derive(serde::Serialize)]
struct SteadyResult<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    warm_up: Option<WarmUpResult<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    batches: Option<u32>,
    /// The lag-1 autocorrelation of batches, for metrics in which it is too large for their intervals.
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
    /// The results of a run, with the seconds that it took.
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

/// An object with one entry per two-dimensional metric, in the order of the model's list.
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

/// A matrix: the meaning of its sides, and for each statistic a list of rows.
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
