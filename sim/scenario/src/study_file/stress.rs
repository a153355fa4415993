//! Stress: what a study doubts, and whether a conclusion stands.

use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::factor::{Factor, FactorText};
use super::question::{Design, MOST_POINTS, too_many, too_often};
use crate::assumption::Aspect;
use crate::scenario::Scenario;

/// Which assumptions of a scenario a conclusion depends on, and where it fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StressText {
    /// The metrics that are looked at, at least one.
    pub metrics: Vec<String>,
    /// The conclusion: a bound that the mean of a metric keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionText>,
    /// Which kinds of assumption are doubted; `["families", "rates", "mechanisms", "starts"]` by default, and
    /// `"numbers"` for all others. An empty list leaves the scenario's own assumptions alone.
    #[serde(default = "usual", skip_serializing_if = "is_usual")]
    pub aspects: Vec<Aspect>,
    /// By what rates, starts and numbers are multiplied, each above zero; `[0.5, 2]` by default.
    #[serde(default = "scales")]
    pub scales: Vec<f64>,
    /// Only parameters whose path begins with one of these: `"model.queue.service"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// No parameters whose path begins with one of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// Doubts of one's own, beside those that the scenario's parameters tell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arms: Vec<DoubtText>,
    /// A search for the box of parameters in which the conclusion fails; it needs a criterion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discovery: Option<DiscoveryText>,
}

/// A bound that the mean of a metric keeps. Exactly one of `at_least` and `at_most` is there.
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

/// A doubt of one's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DoubtText {
    /// What tables and figures call it.
    pub name: String,
    /// Edits of the scenario, as on the command line: `"model.queue.servers=2"`.
    pub set: Vec<String>,
}

/// A search for the box of parameters in which a conclusion fails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DiscoveryText {
    /// Where the points lie: a Latin hypercube of 200 by default, or Sobol points.
    #[serde(default = "hypercube")]
    pub design: Design,
    /// How many replications a point has, from 1; 1 by default.
    #[serde(default = "one")]
    pub replications: u32,
    /// The parameters that are varied. By default all rates, and with `numbers` among the aspects all numbers, from
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
    /// The names of the metrics that are looked at, that of the criterion among them.
    pub metrics: Vec<&'static str>,
    /// The conclusion, if there is one.
    pub criterion: Option<Criterion>,
    /// One for each alternative of each assumption.
    pub doubts: Vec<Doubt>,
    /// How many alternatives the scenario refused.
    pub refused: usize,
    /// The search for the box in which the conclusion fails.
    pub discovery: Option<Discovery>,
}

/// A bound that the mean of a metric keeps.
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
    /// Whether a mean keeps it.
    #[must_use]
    pub fn holds(&self, mean: f64) -> bool {
        if self.is_lowest { mean >= self.bound } else { mean <= self.bound }
    }
}

/// The scenario with one assumption replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What tables and figures call the assumption: as much of its path as tells it from the others.
    pub name: String,
    /// The path of the parameter; the edits of a doubt of one's own.
    pub path: String,
    /// What kind of assumption it is; `None` for a doubt of one's own.
    pub aspect: Option<Aspect>,
    /// What the scenario takes for granted, as TOML; empty for a doubt of one's own.
    pub value: String,
    /// What is instead.
    pub alternative: String,
    /// The scenario with that.
    pub scenario: Scenario,
}

/// The search for the box of parameters in which a conclusion fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// Where the points lie.
    pub design: Design,
    /// How many replications a point has.
    pub replications: u32,
    /// What is varied.
    pub factors: Vec<Factor>,
}

impl StressText {
    /// The rules that hold whatever the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        if self.metrics.is_empty() {
            broken.push(Violation::new("metrics", "no metric is looked at", "type at least one"));
        }
        if let Some(CriterionText { at_least, at_most, .. }) = &self.criterion {
            const BOUNDS: &str = "type at_least = 0, or at_most = 0, in the metric's unit";
            match (at_least, at_most) {
                (None, None) => broken.push(Violation::new("criterion", "it has no bound", BOUNDS)),
                (Some(_), Some(_)) => broken.push(
                    Violation::new("criterion.at_most", "it has two bounds", BOUNDS)
                        .and("criterion.at_least"),
                ),
                (Some(bound), None) | (None, Some(bound)) if !bound.is_finite() => {
                    broken.push(Violation::new("criterion", "a bound is a finite number", BOUNDS));
                }
                _ => {}
            }
        }
        for (index, scale) in self.scales.iter().enumerate() {
            if !(*scale > 0.0 && scale.is_finite()) {
                let message = format!("{scale} times as much is no rate");
                broken.push(Violation::new(
                    format!("scales.{index}"),
                    message,
                    "type one above zero, such as 2",
                ));
            }
        }
        for (index, doubt) in self.arms.iter().enumerate() {
            if doubt.set.is_empty() {
                let message = "a doubt that changes nothing";
                let help = "type its edits, as in set = [\"model.queue.servers=2\"]";
                broken.push(Violation::new(format!("arms.{index}.name"), message, help));
            }
        }
        if self.aspects.is_empty() && self.arms.is_empty() && self.discovery.is_none() {
            let help = "name kinds of assumption, add [[stress.arms]], or [stress.discovery]";
            broken.push(Violation::new("aspects", "nothing is doubted", help));
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
            broken.push(Violation::new("", "where a conclusion fails is sought, and there is none", help));
        }
        match discovery.design {
            Design::LatinHypercube { points } | Design::Sobol { points } if points > MOST_POINTS => {
                broken.push(too_many("design"));
            }
            Design::LatinHypercube { points } | Design::Sobol { points } if points >= 20 => {}
            Design::Grid => {
                let help = "type design = { latin_hypercube = { points = 200 } }";
                broken.push(Violation::new("design", "on a grid a box has no edge between two values", help));
            }
            _ => broken.push(Violation::new("design", "a box is sought among 20 points or more", "type 200")),
        }
        broken.extend(too_often("replications", discovery.replications));
        if discovery.replications < 1 {
            broken.push(Violation::new("replications", "a point has at least one replication", "type 1"));
        }
        broken
    }
}
