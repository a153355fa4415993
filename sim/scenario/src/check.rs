//! The `[[checks]]` tables: what a run of the scenario must give.
//!
//! A configuration whose answer is known exactly is a scenario like any other,
//! and states its answer beside the question. `bazaar verify` runs it and
//! compares. Nothing is special about such a run: a check reads the same
//! estimates that a table shows.

use bazaar_models::metric::Metric;
use bazaar_models::quantity::{Quantity, Share};
use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A metric of the scenario, the value that it must have, and how far off it may be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What is checked, in a few words.
    pub name: String,
    /// The name of the metric.
    pub metric: String,
    /// The value that the metric must have, in the metric's unit.
    pub expected: f64,
    /// What of the metric is checked: its `"mean"` over replications (the default), or
    /// the `"standard_deviation"` between them.
    #[serde(default, skip_serializing_if = "Statistic::is_mean")]
    pub statistic: Statistic,
    /// For a metric that varies between replications: the expected value must
    /// lie within the 99.99% interval of the mean, and that interval may be no
    /// wider to either side than this share of the expected value, or the check
    /// could not fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Quantity<Share>>,
    /// For a metric that a formula gives: how far the mean may be off, in the
    /// metric's unit, because the expected value is rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<f64>,
    /// Where the expected value comes from: a formula, or a publication.
    pub source: String,
    /// Changes to the scenario for this check, as on the command line: `"study.horizon=24 h"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
}

/// What of a metric is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// Its mean over replications.
    #[default]
    Mean,
    /// How much replications differ.
    StandardDeviation,
}

impl Statistic {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    fn is_mean(&self) -> bool {
        *self == Self::Mean
    }
}

impl Check {
    /// The rules that these checks break, with paths from the list of checks.
    pub(crate) fn violations(checks: &[Self], metrics: &[Metric]) -> Vec<Violation> {
        checks
            .iter()
            .enumerate()
            .flat_map(|(index, check)| {
                check.validate(metrics).map(move |broken| broken.within(&index.to_string()))
            })
            .collect()
    }

    fn validate(&self, metrics: &[Metric]) -> impl Iterator<Item = Violation> {
        let unknown = (!metrics.iter().any(|metric| metric.name == self.metric)).then(|| {
            let names: Vec<&str> = metrics.iter().map(|metric| metric.name).collect();
            Violation::new(
                "metric",
                format!("the model has no metric `{}`", self.metric),
                format!("type one of: {}", names.join(", ")),
            )
        });
        let off = match (self.precision, self.tolerance) {
            (Some(precision), None) if precision == Quantity::ZERO => Some(Violation::new(
                "precision",
                "no run has an interval of zero",
                "type a share such as \"1 %\", or a tolerance instead",
            )),
            (Some(_), None) => None,
            (None, Some(tolerance)) if tolerance >= 0.0 => None,
            (None, Some(_)) => {
                Some(Violation::new("tolerance", "a tolerance is not below zero", "type 0 or more"))
            }
            (None, None) | (Some(_), Some(_)) => Some(Violation::new(
                "",
                "a check has either a precision or a tolerance",
                "type precision = \"1 %\" for a metric that varies, tolerance = 0.001 for one that does not",
            )),
        };
        unknown.into_iter().chain(off)
    }
}
