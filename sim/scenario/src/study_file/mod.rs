//! Studies: a question over a scenario, as a text that can be versioned, cited and repeated.
//!
//! A study names a scenario, perhaps edits it, and has one table named by the verb that
//! answers it:
//!
//! ```toml
//! title = "Which assumption does the fee income hang on?"
//! scenario = "marketplace/base"
//! set = ["study.replications=2"]
//!
//! [sensitivity]
//! metrics = ["fees"]
//! morris = { trajectories = 10 }
//!
//! [[sensitivity.factors]]
//! path = "model.marketplace.take_rate.sellers"
//! low = "5 %"
//! high = "30 %"
//! ```
//!
//! What a factor's path and values mean only the scenario knows. So each is tried on it when the study
//! is read, and what the scenario refuses is an error at its place in the study.

mod amount;
mod evaluate;
mod evaluating;
mod factor;
mod given;
mod loading;
mod question;
mod stress;
mod stressing;
mod trying;

use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use amount::{Amount, Grain};
pub use evaluate::{Evaluate, Flows, Without, bounded};
pub use factor::{Factor, Spread};
pub(crate) use factor::{FactorText, tell_apart};
pub use given::Given;
pub(crate) use loading::asked;
pub use question::{Best, Design, MOST_POINTS, MorrisText, SelectText, SobolText};
pub use stress::{Criterion, Discovery, Doubt, Stress};
pub(crate) use trying::Trial;

use crate::error::ScenarioError;
use crate::scenario::Scenario;
use crate::{serializer, writer};
use evaluate::{ControlText, EvaluateText};
use question::{ArmText, CompareText, SensitivityText, SweepText, ThresholdText};
use stress::StressText;

/// The tables and keys of a study file. Exactly one of the tables named by a verb is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Bazaar study")]
pub(crate) struct StudyText {
    /// A line that says what is asked.
    #[serde(default)]
    title: String,
    /// Why it is asked, and what to look for.
    #[serde(default)]
    description: String,
    /// The scenario that is asked about: the name of one that comes with the program, or a path from the study's
    /// folder.
    scenario: String,
    /// Edits of the scenario, as on the command line: `"study.replications=50"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    set: Vec<String>,
    /// Which of several arms is better, and by how much; `bazaar compare` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    compare: Option<CompareText>,
    /// What metrics are at many values of parameters; `bazaar sweep` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sweep: Option<SweepText>,
    /// Which factors move a metric; `bazaar sensitivity` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sensitivity: Option<SensitivityText>,
    /// Where an outcome turns; `bazaar threshold` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    threshold: Option<ThresholdText>,
    /// Which assumptions a conclusion depends on, and where it fails; `bazaar stress` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stress: Option<StressText>,
    /// What a programme caused, and whether it was worth it; `bazaar evaluate` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evaluate: Option<EvaluateText>,
}

/// A question over a scenario, every path and value in it tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// What errors and results call it: `studies/fee-income`, or the file's path.
    pub name: String,
    /// A line that says what is asked.
    pub title: String,
    /// Why it is asked, and what to look for.
    pub description: String,
    /// The scenario that is asked about, edited.
    pub scenario: Scenario,
    /// What is asked.
    pub question: Question,
    text: StudyText,
}

/// What a study asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Which of several arms is better.
    Compare(Compare),
    /// What metrics are at many values of parameters.
    Sweep(SweepPlan),
    /// Which factors move a metric.
    Sensitivity(Sensitivity),
    /// Where an outcome turns.
    Threshold(Box<Threshold>),
    /// Which assumptions a conclusion depends on.
    Stress(Stress),
    /// What a programme caused.
    Evaluate(Box<Evaluate>),
}

/// Which of several arms is better, and by how much.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The names of the metrics to compare.
    pub metrics: Vec<&'static str>,
    /// At least two, all of one model.
    pub arms: Vec<Arm>,
    /// The arm that the others are compared with, by its place.
    pub control: usize,
    /// How the best arm is selected, if it is to be.
    pub select: Option<SelectText>,
}

/// One of the arms of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// What it is called.
    pub name: String,
    /// What it runs.
    pub scenario: Scenario,
}

/// What metrics are at many values of parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepPlan {
    /// The names of the metrics to show.
    pub metrics: Vec<&'static str>,
    /// Where the points lie.
    pub design: Design,
    /// What is varied.
    pub factors: Vec<Factor>,
    /// Pairs of factors, by their places, and the correlation of their ranks.
    pub correlations: Vec<(usize, usize, f64)>,
}

/// Which factors move a metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// The names of the metrics that are looked at.
    pub metrics: Vec<&'static str>,
    /// By which method.
    pub method: Method,
    /// What is varied.
    pub factors: Vec<Factor>,
}

/// How sensitivity is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Screening by elementary effects.
    Morris(MorrisText),
    /// Shares of variance.
    Sobol(SobolText),
    /// One factor at a time.
    Tornado,
}

/// Where an outcome turns.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// The name of the metric.
    pub metric: &'static str,
    /// What a turn is.
    pub turn: Turn,
    /// The parameter along which is looked: a range.
    pub along: Factor,
    /// Half the length of an interval that is short enough, in that parameter's unit.
    pub tolerance: f64,
    /// How many runs a stage has.
    pub stage: usize,
    /// After how many runs a search ends in any case.
    pub most: usize,
    /// A second parameter, for each of whose values the turn is sought.
    pub over: Option<Factor>,
}

/// What turns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// A run says yes if the metric is at least this; sought is where half of the runs do.
    Yes(f64),
    /// Sought is where the metric's mean passes this.
    Mean(f64),
}

impl Question {
    /// The verb that answers it.
    #[must_use]
    pub fn verb(&self) -> &'static str {
        match self {
            Question::Compare(_) => "compare",
            Question::Sweep(_) => "sweep",
            Question::Sensitivity(_) => "sensitivity",
            Question::Threshold(_) => "threshold",
            Question::Stress(_) => "stress",
            Question::Evaluate(_) => "evaluate",
        }
    }
}

impl Study {
    /// The grid over the arrays that a scenario has in place of values, as a study of these metrics; `None` if
    /// it has no arrays.
    ///
    /// # Errors
    /// If the first values of all arrays do not go together.
    pub fn of_arrays(scenario: &Scenario, metrics: &[&'static str]) -> Result<Option<Self>, ScenarioError> {
        let factors = scenario.factors();
        if factors.is_empty() {
            return Ok(None);
        }
        let listed = factors.iter().map(|factor| FactorText {
            path: factor.path.clone(),
            values: match &factor.spread {
                Spread::Values(values) => Some(values.clone()),
                _ => None,
            },
            ..FactorText::default()
        });
        let sweep = SweepText {
            metrics: metrics.iter().map(|metric| (*metric).to_owned()).collect(),
            factors: listed.collect(),
            ..SweepText::default()
        };
        let text = StudyText { scenario: scenario.name.clone(), sweep: Some(sweep), ..StudyText::default() };
        let first: Vec<String> =
            factors.iter().map(|factor| format!("{}={}", factor.path, factor.toml(0.0))).collect();
        let plan =
            SweepPlan { metrics: metrics.to_vec(), design: Design::Grid, factors, correlations: Vec::new() };
        Ok(Some(Study {
            name: scenario.name.clone(),
            title: String::new(),
            description: String::new(),
            scenario: scenario.with(&first)?,
            question: Question::Sweep(plan),
            text,
        }))
    }

    /// A comparison of these arms in these metrics, the first arm being the control.
    #[must_use]
    pub fn of_arms(arms: Vec<Arm>, metrics: &[&'static str]) -> Option<Self> {
        let scenario = arms.first()?.scenario.clone();
        let text = StudyText { scenario: scenario.name.clone(), ..StudyText::default() };
        let question =
            Question::Compare(Compare { metrics: metrics.to_vec(), arms, control: 0, select: None });
        let (title, description) = (String::new(), String::new());
        Some(Study { name: scenario.name.clone(), title, description, scenario, question, text })
    }

    /// The study as it is answered, over the scenario that is written beside it as `scenario.toml`. Read again,
    /// it is the same study.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = self.text.clone();
        "scenario.toml".clone_into(&mut text.scenario);
        text.set.clear();
        if let Some(compare) = &mut text.compare {
            for (arm, number) in compare.arms.iter_mut().zip(1..) {
                let scenario = Some(arm_file(number, &arm.name));
                *arm = ArmText { name: arm.name.clone(), scenario, set: Vec::new() };
            }
        }
        if let Some(control) = text.evaluate.as_mut().and_then(|evaluate| evaluate.control.as_mut()) {
            *control = ControlText { scenario: Some(CONTROL_FILE.to_owned()), set: Vec::new() };
        }
        // A struct of numbers, texts, lists and tables, all of which can be written.
        match serializer::plain(&text) {
            Ok(Some(crate::plain::Plain::Section(entries) | crate::plain::Plain::Inline(entries))) => {
                writer::section(&[], &entries)
            }
            _ => String::new(),
        }
    }
}

/// Where the scenario of the arm without a programme is written beside a study.
pub const CONTROL_FILE: &str = "arms/control.toml";

/// Where the scenario of an arm is written beside a study: `arms/02-two.toml`. The number, from 1, tells arms apart whose names
/// differ in nothing that every file system can tell, as `A` and `a`, or in letters that are not in every file system's names.
#[must_use]
pub fn arm_file(number: usize, name: &str) -> String {
    /// So many letters are enough to see which arm it is, and not too many for any file system.
    const LETTERS: usize = 40;
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    let name: String = name.chars().take(LETTERS).map(safe).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { format!("arms/{number:02}.toml") } else { format!("arms/{number:02}-{name}.toml") }
}

impl StudyText {
    /// The tables named by verbs that are there.
    fn asked(&self) -> Vec<&'static str> {
        let all = [
            ("compare", self.compare.is_some()),
            ("sweep", self.sweep.is_some()),
            ("sensitivity", self.sensitivity.is_some()),
            ("threshold", self.threshold.is_some()),
            ("stress", self.stress.is_some()),
            ("evaluate", self.evaluate.is_some()),
        ];
        all.into_iter().filter(|(_, there)| *there).map(|(verb, _)| verb).collect()
    }

    /// The rules that hold whatever the scenario, with paths from the root.
    fn validate(&self) -> Vec<Violation> {
        match self.asked().as_slice() {
            [] => vec![Violation::new(
                "",
                "the study asks nothing",
                format!(
                    "add a table named by the verb that answers it: {}",
                    VERBS.map(|v| format!("[{v}]")).join(", ")
                ),
            )],
            [_] => self.of_question(),
            [first, second, ..] => vec![
                Violation::new(
                    *second,
                    format!("a second question, `{second}`, beside `{first}`"),
                    "a study asks one: remove one of the two tables",
                )
                .and(*first),
            ],
        }
    }

    fn of_question(&self) -> Vec<Violation> {
        if let Some(compare) = &self.compare {
            return compare.validate().into_iter().map(|broken| broken.within("compare")).collect();
        }
        if let Some(sweep) = &self.sweep {
            return sweep.validate().into_iter().map(|broken| broken.within("sweep")).collect();
        }
        if let Some(sensitivity) = &self.sensitivity {
            return sensitivity.validate().into_iter().map(|broken| broken.within("sensitivity")).collect();
        }
        if let Some(stress) = &self.stress {
            return stress.validate().into_iter().map(|broken| broken.within("stress")).collect();
        }
        if let Some(evaluate) = &self.evaluate {
            return evaluate.validate().into_iter().map(|broken| broken.within("evaluate")).collect();
        }
        self.threshold
            .iter()
            .flat_map(ThresholdText::validate)
            .map(|broken| broken.within("threshold"))
            .collect()
    }
}

/// The verbs that answer studies.
pub(crate) const VERBS: [&str; 6] = ["compare", "sweep", "sensitivity", "threshold", "stress", "evaluate"];
