//! Studies: questions about a scenario, as texts that can be versioned, cited and repeated.
//!
//! A study names a scenario, optionally edits it, and has one table, named by the verb that
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
//! Only the scenario can check a factor's path and values. So each is tried on it when the study
//! is read, and what the scenario refuses is an error at its place in the study.

mod evaluate;
mod evaluating;
mod loading;
mod question;
mod schema;
mod stress;
mod stressing;
mod trying;

use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use evaluate::{Evaluate, Flows, Without, bounded};
pub use question::{Best, Design, MOST_POINTS, MorrisText, SelectText, SobolText};
pub use schema::{study_schema, study_schema_text};
pub use stress::{Criterion, Discovery, Doubt, Stress};
pub(crate) use trying::Trial;

use crate::error::ScenarioError;
use crate::factor::{Factor, FactorText, Spread};
use crate::scenario::Scenario;
use crate::verb::VERBS;
use crate::{serializer, writer};
use evaluate::{ControlText, EvaluateText};
use question::{ArmText, CompareText, SensitivityText, SweepText, ThresholdText};
use stress::StressText;

/// The tables and keys of a study file. It must have exactly one table that is named by a verb.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Bazaar study")]
pub(crate) struct StudyText {
    /// The title: the question, in one line.
    #[serde(default)]
    title: String,
    /// The reason for the question, and what to look for.
    #[serde(default)]
    description: String,
    /// The scenario: the name of one that comes with the program, or a path from the study's folder.
    scenario: String,
    /// Edits of the scenario, as on the command line: `"study.replications=50"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    set: Vec<String>,
    /// Which of several arms is better, and by how much; `bazaar compare` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    compare: Option<CompareText>,
    /// The values of metrics at many values of parameters; `bazaar sweep` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sweep: Option<SweepText>,
    /// Sensitivity analysis: which factors affect a metric most; `bazaar sensitivity` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sensitivity: Option<SensitivityText>,
    /// The value of a parameter at which an outcome changes; `bazaar threshold` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    threshold: Option<ThresholdText>,
    /// Which assumptions a conclusion depends on, and where it fails; `bazaar stress` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stress: Option<StressText>,
    /// The effect of a programme, and whether it was worth its cost; `bazaar evaluate` answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evaluate: Option<EvaluateText>,
}

/// A question about a scenario, with every path and value checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// Its name in errors and results: `studies/fee-income`, or the file's path.
    pub name: String,
    /// The title: the question, in one line.
    pub title: String,
    /// The reason for the question, and what to look for.
    pub description: String,
    /// The scenario, edited.
    pub scenario: Scenario,
    /// The question.
    pub question: Question,
    text: StudyText,
}

/// The question of a study.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Which of several arms is better.
    Compare(Compare),
    /// The values of metrics at many values of parameters.
    Sweep(SweepPlan),
    /// Which factors affect a metric most.
    Sensitivity(Sensitivity),
    /// The value of a parameter at which an outcome changes.
    Threshold(Box<Threshold>),
    /// Which assumptions a conclusion depends on.
    Stress(Stress),
    /// The effect of a programme.
    Evaluate(Box<Evaluate>),
}

/// Which of several arms is better, and by how much.
#[derive(Clone, Debug, PartialEq)]
pub struct Compare {
    /// The names of the metrics to compare.
    pub metrics: Vec<&'static str>,
    /// At least two, all of one model.
    pub arms: Vec<Arm>,
    /// The index of the control, with which the others are compared.
    pub control: usize,
    /// The selection of the best arm, if requested.
    pub select: Option<SelectText>,
}

/// One of the arms of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// Its name.
    pub name: String,
    /// Its scenario.
    pub scenario: Scenario,
}

/// The values of metrics at many values of parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepPlan {
    /// The names of the metrics to show.
    pub metrics: Vec<&'static str>,
    /// The experimental design.
    pub design: Design,
    /// The factors.
    pub factors: Vec<Factor>,
    /// Pairs of factors, by index, and the correlation of their ranks.
    pub correlations: Vec<(usize, usize, f64)>,
}

/// Which factors affect a metric most.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// The names of the metrics.
    pub metrics: Vec<&'static str>,
    /// The method.
    pub method: Method,
    /// The factors.
    pub factors: Vec<Factor>,
}

/// A method of sensitivity analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Screening by elementary effects.
    Morris(MorrisText),
    /// Sobol indices: shares of variance.
    Sobol(SobolText),
    /// One factor at a time.
    Tornado,
}

/// The value of a parameter at which an outcome changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// The name of the metric.
    pub metric: &'static str,
    /// The definition of the threshold.
    pub turn: Turn,
    /// The parameter to search along: a range.
    pub along: Factor,
    /// The half-width of the interval at which the search stops, in that parameter's unit.
    pub tolerance: f64,
    /// The number of runs of a stage.
    pub stage: usize,
    /// The most runs of a search.
    pub most: usize,
    /// A second parameter, for each of whose values the search is repeated.
    pub over: Option<Factor>,
}

/// The definition of a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// The value at which the metric is at least this in half of the runs.
    Yes(f64),
    /// The value at which the metric's mean crosses this.
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
    /// If the scenario refuses the first values of all arrays together.
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

    /// The study as it is run, with the scenario that is written beside it as `scenario.toml`. Reading this text gives the
    /// same study.
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

/// The file beside a study with the scenario of the arm without the programme.
pub const CONTROL_FILE: &str = "arms/control.toml";

/// The file beside a study with the scenario of an arm: `arms/02-two.toml`. The number, from 1, distinguishes arms whose
/// names are the same in some file systems, such as `A` and `a`.
#[must_use]
pub fn arm_file(number: usize, name: &str) -> String {
    /// The most letters of a file's name, within the limit of any file system.
    const LETTERS: usize = 40;
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    let name: String = name.chars().take(LETTERS).map(safe).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { format!("arms/{number:02}.toml") } else { format!("arms/{number:02}-{name}.toml") }
}

impl StudyText {
    /// The existing tables that are named by verbs.
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

    /// The rules that do not depend on the scenario, with paths from the root.
    fn validate(&self) -> Vec<Violation> {
        match self.asked().as_slice() {
            [] => vec![Violation::new(
                "",
                "the study has no question",
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
                    "a study has exactly one question: remove one of the two tables",
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
