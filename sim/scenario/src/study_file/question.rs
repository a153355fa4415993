//! What a study asks: one table, named by the verb that answers it.

use bazaar_models::quantity::{Quantity, Share};
use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::factor::FactorText;
use super::given::Given;
use crate::study::StudySettings;

/// Which of several arms is better, and by how much.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CompareText {
    /// The metrics to compare; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<String>,
    /// The arm that the others are compared with; the first by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<String>,
    /// The arms, at least two.
    pub arms: Vec<ArmText>,
    /// Runs until the best arm is known, instead of a fixed number of replications.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub select: Option<SelectText>,
}

/// An arm: the scenario, changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ArmText {
    /// What tables and figures call it.
    pub name: String,
    /// Another scenario of the same model instead of the study's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// Edits of the scenario, as on the command line: `"model.queue.servers=2"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set: Vec<String>,
}

/// Selection of the best arm by the procedure of Kim & Nelson (2001).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelectText {
    /// The metric by which arms are judged.
    pub metric: String,
    /// Whether the `"highest"` mean is the best (the default) or the `"lowest"`.
    #[serde(default, skip_serializing_if = "Best::is_highest")]
    pub best: Best,
    /// The smallest difference that matters, above zero, in the metric's unit.
    pub indifference: f64,
    /// The probability with which the best arm is selected if it leads by that much; 95% by default.
    #[serde(default = "sure")]
    pub confidence: Quantity<Share>,
    /// How many replications every arm has before the first drops out, from 2; 10 by default.
    #[serde(default = "first")]
    pub first: u32,
    /// After how many replications of an arm it is given up, from `first`; 1,000 by default.
    #[serde(default = "most")]
    pub most: u32,
}

/// Which mean is the best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Best {
    /// The highest.
    #[default]
    Highest,
    /// The lowest.
    Lowest,
}

impl Best {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    fn is_highest(&self) -> bool {
        *self == Self::Highest
    }
}

fn sure() -> Quantity<Share> {
    Quantity::constant(0.95)
}

fn first() -> u32 {
    10
}

fn most() -> u32 {
    1000
}

/// What metrics are at many values of parameters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SweepText {
    /// The metrics to show; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<String>,
    /// Where in the space of the factors the points lie.
    #[serde(default)]
    pub design: Design,
    /// The parameters that are varied, at least one.
    pub factors: Vec<FactorText>,
    /// Factors that go together, in a Latin hypercube or Sobol points; the others are independent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<CorrelationText>,
}

/// Where in the space of the factors the points of a sweep lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// Every value of one factor meets every value of the others (the default).
    #[default]
    Grid,
    /// One point in every slice of every factor.
    LatinHypercube {
        /// How many points, from 2.
        points: u32,
    },
    /// Owen-scrambled Sobol points, which are even in all directions; best a power of two of them.
    Sobol {
        /// How many points, from 2.
        points: u32,
    },
}

/// Two factors that go together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrelationText {
    /// The paths of the two factors.
    pub between: [String; 2],
    /// The correlation of their ranks, above -1 and below 1.
    pub rank: f64,
}

/// Which factors move a metric. Exactly one of `morris`, `sobol` and `tornado` says by which method.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SensitivityText {
    /// The metrics that are looked at, at least one.
    pub metrics: Vec<String>,
    /// Screening by elementary effects (Morris 1991): cheap, for many factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub morris: Option<MorrisText>,
    /// Shares of variance, first and total (Sobol 1993): dear, for few factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sobol: Option<SobolText>,
    /// One factor at a time from the scenario as it is to both ends of its range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tornado: Option<TornadoText>,
    /// The parameters that are varied, at least one.
    pub factors: Vec<FactorText>,
}

/// Screening by elementary effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MorrisText {
    /// How many trajectories, from 2, each of one run more than there are factors; 10 by default.
    pub trajectories: u32,
    /// How many values of each factor, an even number; 4 by default.
    pub levels: u32,
}

impl Default for MorrisText {
    fn default() -> Self {
        Self { trajectories: 10, levels: 4 }
    }
}

/// Shares of variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SobolText {
    /// How many base points, from 2, best a power of two; 256 by default. Each takes two runs more than there
    /// are factors.
    pub points: u32,
    /// Whether each base point takes another run for each factor, which makes the shares more precise; false by
    /// default.
    pub both_ways: bool,
}

impl Default for SobolText {
    fn default() -> Self {
        Self { points: 256, both_ways: false }
    }
}

/// One factor at a time; there is nothing to set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TornadoText {}

/// Where an outcome turns. Exactly one of `turn` and `root` says how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ThresholdText {
    /// The metric whose turn is sought.
    pub metric: String,
    /// For yes or no: a run says yes if the metric is at least this, in its unit. Sought is where half of the
    /// runs say yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<f64>,
    /// For a number: sought is where the metric's mean passes this, in its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<f64>,
    /// The parameter along which is looked: a range.
    pub along: FactorText,
    /// Half the length of an interval that is short enough, in the parameter's unit; a hundredth of the range by
    /// default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Given>,
    /// How many runs a stage has, from 16; 64 by default.
    #[serde(default = "stage")]
    pub stage: u32,
    /// After how many runs a search ends in any case; 2,000 by default.
    #[serde(default = "most_runs")]
    pub most: u32,
    /// A second parameter, for each of whose values the turn is sought: the frontier in two parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<FactorText>,
}

fn stage() -> u32 {
    64
}

fn most_runs() -> u32 {
    2000
}

impl CompareText {
    /// The rules that hold whatever the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        if self.arms.len() < 2 {
            broken.push(Violation::new(
                "arms",
                "one arm is compared with nothing",
                "add a second [[compare.arms]]",
            ));
        }
        for (index, arm) in self.arms.iter().enumerate() {
            if arm.name.trim().is_empty() {
                broken.push(Violation::new(format!("arms.{index}.name"), "an arm needs a name", "type one"));
            } else if self.arms[..index].iter().any(|other| other.name.trim() == arm.name.trim()) {
                let message = format!("a second arm has the name `{}`", arm.name);
                broken.push(Violation::new(
                    format!("arms.{index}.name"),
                    message,
                    "give each arm its own name",
                ));
            }
        }
        if let Some(control) = &self.control
            && !self.arms.iter().any(|arm| arm.name == *control)
        {
            let names: Vec<&str> = self.arms.iter().map(|arm| arm.name.as_str()).collect();
            let message = format!("there is no arm `{control}`");
            broken.push(Violation::new("control", message, format!("the arms are {}", names.join(", "))));
        }
        if let Some(select) = &self.select {
            broken.extend(select.validate(self.arms.len()).into_iter().map(|one| one.within("select")));
        }
        broken
    }
}

impl SelectText {
    fn validate(&self, arms: usize) -> Vec<Violation> {
        let mut broken = Vec::new();
        let confidence = self.confidence.canonical();
        if self.indifference.is_nan() || self.indifference <= 0.0 || self.indifference.is_infinite() {
            let message = "the smallest difference that matters lies above zero";
            broken.push(Violation::new("indifference", message, "type one in the metric's unit"));
        }
        if confidence <= 1.0 / arms.max(1) as f64 || confidence >= 1.0 {
            let message = "a pick at random is as sure as that, or no procedure is";
            broken.push(Violation::new("confidence", message, "type a share such as \"95 %\""));
        }
        if self.first < 2 {
            broken.push(Violation::new(
                "first",
                "one replication does not vary",
                "type 2 or more, better 10",
            ));
        }
        broken.extend(too_often("most", self.most));
        if self.most < self.first {
            broken.push(
                Violation::new("most", "this is fewer than the first look takes", "type more").and("first"),
            );
        }
        broken
    }
}

fn no_factor(factors: &[FactorText]) -> Option<Violation> {
    factors.is_empty().then(|| Violation::new("factors", "without a factor nothing is varied", "add one"))
}

fn twice(factors: &[FactorText]) -> impl Iterator<Item = Violation> + '_ {
    factors.iter().enumerate().filter_map(|(index, factor)| {
        let first = factors[..index].iter().position(|other| other.path == factor.path)?;
        let message = format!("`{}` is varied twice", factor.path);
        let at = format!("factors.{index}.path");
        Some(Violation::new(at, message, "keep one of the two").and(format!("factors.{first}.path")))
    })
}

/// So many points can be read, and kept in memory.
pub const MOST_POINTS: u32 = 100_000;

/// What is wrong with a number of replications that no study keeps in memory.
pub(super) fn too_often(path: &str, replications: u32) -> Option<Violation> {
    const MOST: u32 = StudySettings::MOST_REPLICATIONS;
    let message = "what each run finds stays in memory, and these are too many";
    (replications > MOST).then(|| Violation::new(path, message, format!("type at most {MOST}")))
}

/// What is wrong with a design that has more.
pub(super) fn too_many(path: &str) -> Violation {
    let message = "each point is a scenario of its own, and there are too many to read and to run";
    Violation::new(path, message, "type at most 100_000 points")
}

impl SweepText {
    /// The rules that hold whatever the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken: Vec<Violation> =
            no_factor(&self.factors).into_iter().chain(twice(&self.factors)).collect();
        match self.design {
            Design::LatinHypercube { points } | Design::Sobol { points } if points < 2 => {
                broken.push(Violation::new("design", "a design has at least two points", "type more points"));
            }
            Design::LatinHypercube { points } | Design::Sobol { points } if points > MOST_POINTS => {
                broken.push(too_many("design"));
            }
            Design::Grid => {
                for (index, factor) in self.factors.iter().enumerate() {
                    if factor.values.is_none() && factor.low.is_none() {
                        let message = "a grid takes ranges and single values, not distributions";
                        let help = "type low and high, or design = { latin_hypercube = { points = 64 } }";
                        broken.push(Violation::new(format!("factors.{index}.path"), message, help));
                    }
                }
                if !self.correlations.is_empty() {
                    let message = "in a grid every value meets every other, so nothing goes together";
                    let help = "type design = { latin_hypercube = { points = 64 } }, or no correlations";
                    broken.push(Violation::new("correlations", message, help));
                }
            }
            _ => {}
        }
        for (index, CorrelationText { between, rank }) in self.correlations.iter().enumerate() {
            if !(-1.0 < *rank && *rank < 1.0) {
                let message = format!("a correlation of {rank} leaves no room for chance");
                let help = "type one above -1 and below 1";
                broken.push(Violation::new(format!("correlations.{index}.rank"), message, help));
            }
            for (place, path) in between.iter().enumerate() {
                let at = format!("correlations.{index}.between.{place}");
                if !self.factors.iter().any(|factor| factor.path == *path) {
                    let known: Vec<&str> = self.factors.iter().map(|factor| factor.path.as_str()).collect();
                    let help = format!("the factors are {}", known.join(", "));
                    broken.push(Violation::new(at, format!("`{path}` is no factor"), help));
                } else if place == 1 && between[0] == between[1] {
                    broken.push(Violation::new(
                        at,
                        "a factor goes with itself anyway",
                        "type another factor",
                    ));
                }
            }
        }
        broken
    }
}

impl SensitivityText {
    /// The rules that hold whatever the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken: Vec<Violation> =
            no_factor(&self.factors).into_iter().chain(twice(&self.factors)).collect();
        if self.metrics.is_empty() {
            broken.push(Violation::new("metrics", "no metric is looked at", "type at least one"));
        }
        const METHODS: &str = "type one of morris = {}, sobol = {} and tornado = {}";
        let methods = [self.morris.is_some(), self.sobol.is_some(), self.tornado.is_some()];
        match methods.into_iter().filter(|there| *there).count() {
            0 => broken.push(Violation::new("", "no method is chosen", METHODS)),
            1 => {}
            _ => broken.push(Violation::new("", "several methods are chosen", METHODS)),
        }
        if let Some(MorrisText { trajectories, levels }) = self.morris {
            // Each has one point more than there are factors.
            if trajectories.saturating_mul(1 + u32::try_from(self.factors.len()).unwrap_or(u32::MAX))
                > MOST_POINTS
            {
                broken.push(too_many("morris.trajectories"));
            }
            if trajectories < 2 {
                let message = "one trajectory tells no scatter";
                broken.push(Violation::new("morris.trajectories", message, "type 2 or more, better 10"));
            }
            if levels < 2 || levels % 2 == 1 {
                let message = "Morris's design takes an even number of levels";
                broken.push(Violation::new("morris.levels", message, "type 4"));
            }
        }
        if let Some(SobolText { points, .. }) = self.sobol {
            if points < 2 {
                broken.push(Violation::new("sobol.points", "one point does not vary", "type 256"));
            }
            if points > MOST_POINTS {
                broken.push(too_many("sobol.points"));
            }
        }
        if self.sobol.is_none() {
            for (index, factor) in self.factors.iter().enumerate() {
                let at = format!("factors.{index}.path");
                let bounded = factor.low.is_some() || factor.triangular.is_some();
                if !bounded && factor.values.as_ref().is_none_or(|values| values.len() < 2) {
                    let message =
                        "this method moves a factor between the ends of its range, and there are none";
                    broken.push(Violation::new(at, message, "type low and high, or two values or more"));
                }
            }
        }
        broken
    }
}

impl ThresholdText {
    /// The rules that hold whatever the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        const KINDS: &str = "type turn = 0.5 for yes or no, root = 0 for where a mean passes zero";
        match (self.turn, self.root) {
            (None, None) => broken.push(Violation::new("", "what turns is not said", KINDS)),
            (Some(_), Some(_)) => {
                broken.push(Violation::new("root", "both `turn` and `root` are given", KINDS).and("turn"));
            }
            _ => {}
        }
        if self.along.low.is_none() || self.along.high.is_none() {
            let message = "a turn is sought between two values";
            broken.push(Violation::new("along.path", message, "type low = … and high = …"));
        }
        if self.along.log {
            broken.push(Violation::new(
                "along.log",
                "a turn is sought along a plain range",
                "type log = false",
            ));
        }
        if self.stage < 16 {
            broken.push(Violation::new("stage", "a stage has at least 16 runs", "type 64"));
        }
        broken.extend(too_often("stage", self.stage).into_iter().chain(too_often("most", self.most)));
        if self.most < self.stage {
            broken.push(Violation::new("most", "this is less than one stage", "type more").and("stage"));
        }
        if let Some(over) = &self.over {
            if over.values.is_none() && over.low.is_none() {
                let message = "the second parameter takes single values or a range";
                broken.push(Violation::new("over.path", message, "type values = [ … ], or low and high"));
            }
            if over.path == self.along.path {
                let message = "this is the parameter along which is looked";
                broken.push(Violation::new("over.path", message, "type another").and("along.path"));
            }
        }
        broken
    }
}
