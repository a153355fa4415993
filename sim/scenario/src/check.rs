//! The `[[checks]]` tables: known exact values of metrics.
//!
//! A configuration with a known exact answer is a scenario like any other, and
//! states the answer. `bazaar verify` runs it and compares: a check uses the same
//! estimates that a table shows.

use bazaar_models::metric::Metric;
use bazaar_models::quantity::{Quantity, Share};
use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A metric of the scenario, its known value, and the tolerance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// A short description of the check.
    pub name: String,
    /// The name of the metric.
    pub metric: String,
    /// The value that the metric must have, in the metric's unit.
    pub expected: f64,
    /// The statistic of the metric that is checked: its `"mean"` over replications (the default), or
    /// the `"standard_deviation"` between them.
    #[serde(default, skip_serializing_if = "Statistic::is_mean")]
    pub statistic: Statistic,
    /// For a metric that varies between replications: the expected value must
    /// lie within the 99.99% interval of the mean, and that interval may be no
    /// wider to either side than this share of the expected value, or the check
    /// could not fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Quantity<Share>>,
    /// For a metric that a formula gives: the largest difference between the mean and the
    /// expected value, which is rounded, in the metric's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<f64>,
    /// The source of the expected value: a formula, or a publication.
    pub source: String,
    /// Changes to the scenario for this check, as on the command line: `"study.horizon=24 h"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
}

/// The statistic of a metric that is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// Its mean over replications.
    #[default]
    Mean,
    /// Its standard deviation between replications.
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
                "`precision` must be above zero",
                "type a share such as \"1 %\", or a tolerance instead",
            )),
            (Some(_), None) => None,
            (None, Some(tolerance)) if tolerance >= 0.0 => None,
            (None, Some(_)) => {
                Some(Violation::new("tolerance", "`tolerance` must be at least 0", "type 0 or more"))
            }
            (None, None) | (Some(_), Some(_)) => Some(Violation::new(
                "",
                "a check needs exactly one of `precision` and `tolerance`",
                "type precision = \"1 %\" for a metric that varies, tolerance = 0.001 for one that does not",
            )),
        };
        unknown.into_iter().chain(off)
    }
}
