//! Stress studies: replace assumptions, and test whether a conclusion stands.

use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::question::{Design, MOST_POINTS, too_many, too_often};
use crate::assumption::Aspect;
use crate::factor::{Factor, FactorText};
use crate::scenario::Scenario;

/// Which assumptions of a scenario a conclusion depends on, and where it fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StressText {
    /// The metrics to analyse, at least one.
    pub metrics: Vec<String>,
    /// The conclusion: a bound on the mean of a metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionText>,
    /// The kinds of assumption to replace; `["families", "rates", "mechanisms", "starts"]` by default, and
    /// `"numbers"` for all others. With an empty list, no assumption of the scenario is replaced.
    #[serde(default = "usual", skip_serializing_if = "is_usual")]
    pub aspects: Vec<Aspect>,
    /// The factors by which rates, starts and numbers are multiplied, each above zero; `[0.5, 2]` by default.
    #[serde(default = "scales")]
    pub scales: Vec<f64>,
    /// Replace only parameters whose path begins with one of these: `"model.queue.service"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// Keep parameters whose path begins with one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// Further alternatives, besides those that follow from the scenario's parameters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arms: Vec<DoubtText>,
    /// A search for the box of parameters in which the conclusion fails; it needs a criterion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discovery: Option<DiscoveryText>,
}

/// A bound on the mean of a metric. Exactly one of `at_least` and `at_most` is required.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CriterionText {
    /// The metric.
    pub metric: String,
    /// The lowest mean with which the conclusion stands, in the metric's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// The highest mean with which the conclusion stands, in the metric's unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
}

/// A further alternative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DoubtText {
    /// Its name in tables and figures.
    pub name: String,
    /// Edits of the scenario, as on the command line: `"model.queue.servers=2"`.
    pub set: Vec<String>,
}

/// A search for the box of parameters in which a conclusion fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DiscoveryText {
    /// The experimental design: a Latin hypercube of 200 points by default, or Sobol points.
    #[serde(default = "hypercube")]
    pub design: Design,
    /// The number of replications of a point, from 1; 1 by default.
    #[serde(default = "one")]
    pub replications: u32,
    /// The parameters to vary. By default all rates, and with `numbers` among the aspects all numbers, from
    /// the lowest to the highest of the scales.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<FactorText>,
}

fn usual() -> Vec<Aspect> {
    Aspect::USUAL.to_vec()
}

fn is_usual(aspects: &[Aspect]) -> bool {
    aspects == Aspect::USUAL
}

fn scales() -> Vec<f64> {
    vec![0.5, 2.0]
}

fn hypercube() -> Design {
    Design::LatinHypercube { points: 200 }
}

fn one() -> u32 {
    1
}

/// Which assumptions a conclusion depends on, and where it fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Stress {
    /// The names of the metrics, including that of the criterion.
    pub metrics: Vec<&'static str>,
    /// The conclusion, if there is one.
    pub criterion: Option<Criterion>,
    /// One for each alternative of each assumption.
    pub doubts: Vec<Doubt>,
    /// The number of alternatives that the scenario refused.
    pub refused: usize,
    /// The search for the box in which the conclusion fails.
    pub discovery: Option<Discovery>,
}

/// A bound on the mean of a metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Criterion {
    /// The name of the metric.
    pub metric: &'static str,
    /// Whether the bound is the lowest mean or the highest.
    pub is_lowest: bool,
    /// The bound, in the metric's unit.
    pub bound: f64,
}

impl Criterion {
    /// Whether a mean satisfies it.
    #[must_use]
    pub fn holds(&self, mean: f64) -> bool {
        if self.is_lowest { mean >= self.bound } else { mean <= self.bound }
    }
}

/// The scenario with one assumption replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// The name of the assumption in tables and figures: the end of its path, long enough to be unique.
    pub name: String,
    /// The path of the parameter; the edits of a further alternative.
    pub path: String,
    /// The kind of assumption; `None` for a further alternative.
    pub aspect: Option<Aspect>,
    /// The scenario's value, as TOML; empty for a further alternative.
    pub value: String,
    /// The alternative.
    pub alternative: String,
    /// The scenario with the alternative.
    pub scenario: Scenario,
}

/// The search for the box of parameters in which a conclusion fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// The experimental design.
    pub design: Design,
    /// The number of replications of a point.
    pub replications: u32,
    /// The factors.
    pub factors: Vec<Factor>,
}

impl StressText {
    /// The rules that do not depend on the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        if self.metrics.is_empty() {
            broken.push(Violation::new("metrics", "`metrics` must not be empty", "type at least one"));
        }
        if let Some(CriterionText { at_least, at_most, .. }) = &self.criterion {
            const BOUNDS: &str = "type at_least = 0, or at_most = 0, in the metric's unit";
            match (at_least, at_most) {
                (None, None) => broken.push(Violation::new("criterion", "a criterion needs a bound", BOUNDS)),
                (Some(_), Some(_)) => broken.push(
                    Violation::new("criterion.at_most", "a criterion has exactly one bound", BOUNDS)
                        .and("criterion.at_least"),
                ),
                (Some(bound), None) | (None, Some(bound)) if !bound.is_finite() => {
                    broken.push(Violation::new("criterion", "the bound must be a finite number", BOUNDS));
                }
                _ => {}
            }
        }
        for (index, scale) in self.scales.iter().enumerate() {
            if !(*scale > 0.0 && scale.is_finite()) {
                let message = format!("a scale must be above zero, got {scale}");
                broken.push(Violation::new(
                    format!("scales.{index}"),
                    message,
                    "type one above zero, such as 2",
                ));
            }
        }
        for (index, doubt) in self.arms.iter().enumerate() {
            if doubt.set.is_empty() {
                let message = "an arm of a stress study needs at least one edit";
                let help = "type its edits, as in set = [\"model.queue.servers=2\"]";
                broken.push(Violation::new(format!("arms.{index}.name"), message, help));
            }
        }
        if self.aspects.is_empty() && self.arms.is_empty() && self.discovery.is_none() {
            let help = "name kinds of assumption, add [[stress.arms]], or [stress.discovery]";
            broken.push(Violation::new("aspects", "the study has nothing to replace or to search", help));
        }
        if let Some(discovery) = &self.discovery {
            broken.extend(self.of_discovery(discovery).into_iter().map(|one| one.within("discovery")));
        }
        broken
    }

    fn of_discovery(&self, discovery: &DiscoveryText) -> Vec<Violation> {
        let mut broken = Vec::new();
        if self.criterion.is_none() {
            let help = "add criterion = { metric = …, at_least = … } to [stress]";
            broken.push(Violation::new("", "a search for where a conclusion fails needs a criterion", help));
        }
        match discovery.design {
            Design::LatinHypercube { points } | Design::Sobol { points } if points > MOST_POINTS => {
                broken.push(too_many("design"));
            }
            Design::LatinHypercube { points } | Design::Sobol { points } if points >= 20 => {}
            Design::Grid => {
                let help = "type design = { latin_hypercube = { points = 200 } }";
                broken.push(Violation::new("design", "a search cannot use a grid", help));
            }
            _ => broken.push(Violation::new("design", "a search needs at least 20 points", "type 200")),
        }
        broken.extend(too_often("replications", discovery.replications));
        if discovery.replications < 1 {
            broken.push(Violation::new("replications", "`replications` must be at least 1", "type 1"));
        }
        broken
    }
}
