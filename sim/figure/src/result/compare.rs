//! The object of a comparison.

use bazaar_study::Summary;
use bazaar_study::answer::Selected;
use serde::ser::{Serialize, Serializer};

use super::{Head, Metrics};
use crate::study::Comparison;

/// What `bazaar compare --json` prints.
#[derive(serde::Serialize)]
pub struct CompareResult<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    control: &'a str,
    arms: Vec<ArmResult<'a>>,
    differences: Vec<DifferenceResult<'a>>,
    /// The arm that was selected as the best, if a selection was requested.
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
    /// The variance reduction by common random numbers, as a factor; null if the metric does not vary.
    variance_reduction: Option<f64>,
}

#[derive(serde::Serialize)]
struct SelectedResult<'a> {
    metric: &'a str,
    /// Null if it could not be decided.
    arm: Option<&'a str>,
    replications: usize,
    confidence: f64,
    indifference: f64,
}

impl<'a> CompareResult<'a> {
    /// The results, with the seconds that they took.
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
