//! The result of a run as JSON, in the shape that scripts rely on.

use bazaar_study::{Estimate, Summary};
use serde::ser::{Serialize, Serializer};

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
    pub(crate) metrics: Metrics<'a>,
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
