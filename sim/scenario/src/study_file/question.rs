//! The question of a study: one table, named by the verb that answers it.

use bazaar_models::quantity::{Quantity, Share};
use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::factor::FactorText;
use crate::factor::Given;
use crate::study::StudySettings;

/// Which of several arms is better, and by how much.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CompareText {
    /// The metrics to compare; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<String>,
    /// The control, with which the others are compared; the first arm by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<String>,
    /// The arms, at least two.
    pub arms: Vec<ArmText>,
    /// Selection of the best arm, instead of a fixed number of replications.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub select: Option<SelectText>,
}

/// An arm: the scenario, changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ArmText {
    /// Its name in tables and figures.
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
    /// The metric by whose mean arms are ranked.
    pub metric: String,
    /// Whether the `"highest"` mean is the best (the default) or the `"lowest"`.
    #[serde(default, skip_serializing_if = "Best::is_highest")]
    pub best: Best,
    /// The smallest difference that matters, above zero, in the metric's unit.
    pub indifference: f64,
    /// The probability of selecting the best arm if it leads by the indifference; 95% by default.
    #[serde(default = "sure")]
    pub confidence: Quantity<Share>,
    /// The number of replications of every arm before the first can be eliminated, from 2; 10 by default.
    #[serde(default = "first")]
    pub first: u32,
    /// The most replications of an arm, after which selection is given up, from `first`; 1,000 by default.
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

/// The values of metrics at many values of parameters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SweepText {
    /// The metrics to show; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<String>,
    /// The experimental design: the points in the space of the factors.
    #[serde(default)]
    pub design: Design,
    /// The parameters to vary, at least one.
    pub factors: Vec<FactorText>,
    /// Correlated factors, in a Latin hypercube or Sobol points; the others are independent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<CorrelationText>,
}

/// The experimental design of a sweep: its points in the space of the factors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// All combinations of the factors' values (the default).
    #[default]
    Grid,
    /// One point in each of `points` equal slices of every factor.
    LatinHypercube {
        /// The number of points, from 2.
        points: u32,
    },
    /// Owen-scrambled Sobol points, a low-discrepancy sequence; best with a power of two points.
    Sobol {
        /// The number of points, from 2.
        points: u32,
    },
}

/// Two correlated factors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrelationText {
    /// The paths of the two factors.
    pub between: [String; 2],
    /// The correlation of their ranks, above -1 and below 1.
    pub rank: f64,
}

/// Which factors affect a metric most. Exactly one of `morris`, `sobol` and `tornado` selects the method.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SensitivityText {
    /// The metrics to analyse, at least one.
    pub metrics: Vec<String>,
    /// Screening by elementary effects (Morris 1991): cheap, for many factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub morris: Option<MorrisText>,
    /// Sobol indices, first and total order (Sobol 1993): expensive, for few factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sobol: Option<SobolText>,
    /// One factor at a time, from the scenario's value to both ends of its range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tornado: Option<TornadoText>,
    /// The parameters to vary, at least one.
    pub factors: Vec<FactorText>,
}

/// Screening by elementary effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MorrisText {
    /// The number of trajectories, from 2, each of one run more than there are factors; 10 by default.
    pub trajectories: u32,
    /// The number of values of each factor, even; 4 by default.
    pub levels: u32,
}

impl Default for MorrisText {
    fn default() -> Self {
        Self { trajectories: 10, levels: 4 }
    }
}

/// Sobol indices: shares of variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SobolText {
    /// The number of base points, from 2, best a power of two; 256 by default. Each takes two runs more than there
    /// are factors.
    pub points: u32,
    /// Whether each base point takes another run for each factor, which makes the indices more precise; false by
    /// default.
    pub both_ways: bool,
}

impl Default for SobolText {
    fn default() -> Self {
        Self { points: 256, both_ways: false }
    }
}

/// One factor at a time; it has no settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TornadoText {}

/// The value of a parameter at which an outcome changes. Exactly one of `turn` and `root` gives the level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ThresholdText {
    /// The metric that is compared with the level.
    pub metric: String,
    /// For a yes or no: find the value at which the metric is at least this, in its unit, in half of the runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<f64>,
    /// For a mean: find the value at which the metric's mean crosses this, in its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<f64>,
    /// The parameter to search along: a range.
    pub along: FactorText,
    /// The half-width of the interval at which the search stops, in the parameter's unit; a hundredth of the range by
    /// default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Given>,
    /// The number of runs of a stage, from 16; 64 by default.
    #[serde(default = "stage")]
    pub stage: u32,
    /// The most runs of a search; 2,000 by default.
    #[serde(default = "most_runs")]
    pub most: u32,
    /// A second parameter, for each of whose values the search is repeated: the frontier in two parameters.
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
    /// The rules that do not depend on the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        if self.arms.len() < 2 {
            broken.push(Violation::new(
                "arms",
                "a comparison needs at least two arms",
                "add a second [[compare.arms]]",
            ));
        }
        for (index, arm) in self.arms.iter().enumerate() {
            if arm.name.trim().is_empty() {
                broken.push(Violation::new(format!("arms.{index}.name"), "an arm needs a name", "type one"));
            } else if self.arms[..index].iter().any(|other| other.name.trim() == arm.name.trim()) {
                let message = format!("arms must have different names, got `{}` twice", arm.name);
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
            let message = "`indifference` must be above zero and finite";
            broken.push(Violation::new("indifference", message, "type one in the metric's unit"));
        }
        if confidence <= 1.0 / arms.max(1) as f64 || confidence >= 1.0 {
            let message = format!("`confidence` must be above 1/{arms}, that of a random pick, and below 1");
            broken.push(Violation::new("confidence", message, "type a share such as \"95 %\""));
        }
        if self.first < 2 {
            broken.push(Violation::new(
                "first",
                "`first` must be at least 2, to estimate a variance",
                "type 2 or more, better 10",
            ));
        }
        broken.extend(too_often("most", self.most));
        if self.most < self.first {
            broken.push(Violation::new("most", "`most` must be at least `first`", "type more").and("first"));
        }
        broken
    }
}

fn no_factor(factors: &[FactorText]) -> Option<Violation> {
    factors
        .is_empty()
        .then(|| Violation::new("factors", "`factors` must have at least one factor", "add one"))
}

fn twice(factors: &[FactorText]) -> impl Iterator<Item = Violation> + '_ {
    factors.iter().enumerate().filter_map(|(index, factor)| {
        let first = factors[..index].iter().position(|other| other.path == factor.path)?;
        let message = format!("`{}` must be varied once, got two factors", factor.path);
        let at = format!("factors.{index}.path");
        Some(Violation::new(at, message, "keep one of the two").and(format!("factors.{first}.path")))
    })
}

/// The most points of a design, which are kept in memory.
pub const MOST_POINTS: u32 = 100_000;

/// The violation of a number of replications whose observations do not fit into memory.
pub(super) fn too_often(path: &str, replications: u32) -> Option<Violation> {
    const MOST: u32 = StudySettings::MOST_REPLICATIONS;
    let message = format!("`{path}` must be at most {MOST}, since observations stay in memory");
    (replications > MOST).then(|| Violation::new(path, message, format!("type at most {MOST}")))
}

/// The violation of a design with more than [`MOST_POINTS`].
pub(super) fn too_many(path: &str) -> Violation {
    let message = "a design must have at most 100_000 points, since each is a scenario to read and run";
    Violation::new(path, message, "type at most 100_000 points")
}

impl SweepText {
    /// The rules that do not depend on the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken: Vec<Violation> =
            no_factor(&self.factors).into_iter().chain(twice(&self.factors)).collect();
        match self.design {
            Design::LatinHypercube { points } | Design::Sobol { points } if points < 2 => {
                broken.push(Violation::new(
                    "design",
                    "a design needs at least two points",
                    "type more points",
                ));
            }
            Design::LatinHypercube { points } | Design::Sobol { points } if points > MOST_POINTS => {
                broken.push(too_many("design"));
            }
            Design::Grid => {
                for (index, factor) in self.factors.iter().enumerate() {
                    if factor.values.is_none() && factor.low.is_none() {
                        let message = "a grid needs ranges or single values, not distributions";
                        let help = "type low and high, or design = { latin_hypercube = { points = 64 } }";
                        broken.push(Violation::new(format!("factors.{index}.path"), message, help));
                    }
                }
                if !self.correlations.is_empty() {
                    let message = "factors of a grid cannot be correlated, since it has all combinations";
                    let help = "type design = { latin_hypercube = { points = 64 } }, or no correlations";
                    broken.push(Violation::new("correlations", message, help));
                }
            }
            _ => {}
        }
        for (index, CorrelationText { between, rank }) in self.correlations.iter().enumerate() {
            if !(-1.0 < *rank && *rank < 1.0) {
                let message = format!("a rank correlation must be above -1 and below 1, got {rank}");
                let help = "type one above -1 and below 1";
                broken.push(Violation::new(format!("correlations.{index}.rank"), message, help));
            }
            for (place, path) in between.iter().enumerate() {
                let at = format!("correlations.{index}.between.{place}");
                if !self.factors.iter().any(|factor| factor.path == *path) {
                    let known: Vec<&str> = self.factors.iter().map(|factor| factor.path.as_str()).collect();
                    let help = format!("the factors are {}", known.join(", "));
                    broken.push(Violation::new(at, format!("`{path}` is not a factor"), help));
                } else if place == 1 && between[0] == between[1] {
                    broken.push(Violation::new(
                        at,
                        "a correlation needs two different factors",
                        "type another factor",
                    ));
                }
            }
        }
        broken
    }
}

impl SensitivityText {
    /// The rules that do not depend on the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken: Vec<Violation> =
            no_factor(&self.factors).into_iter().chain(twice(&self.factors)).collect();
        if self.metrics.is_empty() {
            broken.push(Violation::new("metrics", "`metrics` must not be empty", "type at least one"));
        }
        const METHODS: &str = "type one of morris = {}, sobol = {} and tornado = {}";
        let methods = [self.morris.is_some(), self.sobol.is_some(), self.tornado.is_some()];
        match methods.into_iter().filter(|there| *there).count() {
            0 => broken.push(Violation::new("", "a method is missing", METHODS)),
            1 => {}
            _ => broken.push(Violation::new("", "exactly one method must be given", METHODS)),
        }
        if let Some(MorrisText { trajectories, levels }) = self.morris {
            // Each has one point more than there are factors.
            if trajectories.saturating_mul(1 + u32::try_from(self.factors.len()).unwrap_or(u32::MAX))
                > MOST_POINTS
            {
                broken.push(too_many("morris.trajectories"));
            }
            if trajectories < 2 {
                let message = "`trajectories` must be at least 2, to estimate a standard deviation";
                broken.push(Violation::new("morris.trajectories", message, "type 2 or more, better 10"));
            }
            if levels < 2 || levels % 2 == 1 {
                let message = "`levels` must be even in Morris's design";
                broken.push(Violation::new("morris.levels", message, "type 4"));
            }
        }
        if let Some(SobolText { points, .. }) = self.sobol {
            if points < 2 {
                broken.push(Violation::new("sobol.points", "`points` must be at least 2", "type 256"));
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
                    let message = "this method needs a factor with a range, or with at least two values";
                    broken.push(Violation::new(at, message, "type low and high, or two values or more"));
                }
            }
        }
        broken
    }
}

impl ThresholdText {
    /// The rules that do not depend on the scenario.
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut broken = Vec::new();
        const KINDS: &str = "type turn = 0.5 for yes or no, root = 0 for where a mean crosses zero";
        match (self.turn, self.root) {
            (None, None) => broken.push(Violation::new("", "one of `turn` and `root` must be given", KINDS)),
            (Some(_), Some(_)) => {
                let message = "`turn` and `root` cannot both be given";
                broken.push(Violation::new("root", message, KINDS).and("turn"));
            }
            _ => {}
        }
        if self.along.low.is_none() || self.along.high.is_none() {
            let message = "`along` needs a range";
            broken.push(Violation::new("along.path", message, "type low = … and high = …"));
        }
        if self.along.log {
            broken.push(Violation::new(
                "along.log",
                "`along` cannot be a logarithmic range",
                "type log = false",
            ));
        }
        if self.stage < 16 {
            broken.push(Violation::new("stage", "`stage` must be at least 16", "type 64"));
        }
        broken.extend(too_often("stage", self.stage).into_iter().chain(too_often("most", self.most)));
        if self.most < self.stage {
            broken.push(Violation::new("most", "`most` must be at least `stage`", "type more").and("stage"));
        }
        if let Some(over) = &self.over {
            if over.values.is_none() && over.low.is_none() {
                let message = "`over` needs single values or a range";
                broken.push(Violation::new("over.path", message, "type values = [ … ], or low and high"));
            }
            if over.path == self.along.path {
                let message = "`over` and `along` must be different parameters";
                broken.push(Violation::new("over.path", message, "type another").and("along.path"));
            }
        }
        broken
    }
}
