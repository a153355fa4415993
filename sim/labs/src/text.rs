//! The keys of a `lab.toml`.

use bazaar_scenario::Given;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::kinds::{
    ArmsText, Best, EstimationText, FreeText, NumericText, OptionText, ScenarioText, ThresholdText,
};

/// The tables and keys of a lab.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "Bazaar lab")]
pub(crate) struct LabText {
    /// A line that names the lab.
    pub(crate) title: String,
    /// How long the lab takes, in minutes.
    pub(crate) minutes: u32,
    /// What a student can do afterwards.
    pub(crate) objectives: Vec<String>,
    /// The introduction, in Markdown.
    pub(crate) introduction: String,
    /// The scenario that it varies: the name of one that comes with the program.
    pub(crate) scenario: String,
    /// Edits of the scenario for all students, as on the command line: `"study.horizon=30 d"`.
    pub(crate) set: Vec<String>,
    /// How many replications the key uses, from 10 to 10,000; 200 by default. More of them bring
    /// tolerances closer to what the student's own replications allow.
    pub(crate) key_replications: u32,
    /// The probability that an honest student loses points in any question that is graded by
    /// simulation, above 0 and at most 0.03; 0.01 by default.
    pub(crate) error: f64,
    /// The personal parameters: each student has an individual value.
    pub(crate) personal: Vec<PersonalText>,
    /// What the student does, step by step, in Markdown.
    pub(crate) tasks: Vec<String>,
    /// The questions; the key of each comes from runs.
    pub(crate) questions: Vec<QuestionText>,
    /// Questions for reflection at the end.
    pub(crate) reflection: Vec<String>,
}

impl Default for LabText {
    fn default() -> Self {
        LabText {
            title: String::new(),
            minutes: 60,
            objectives: Vec::new(),
            introduction: String::new(),
            scenario: String::new(),
            set: Vec::new(),
            key_replications: 200,
            error: 0.01,
            personal: Vec::new(),
            tasks: Vec::new(),
            questions: Vec::new(),
            reflection: Vec::new(),
        }
    }
}

/// A personal parameter: each student has one of `values`, or of the numbers from `low` up to
/// `high` by `step`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonalText {
    /// The dotted path of the parameter in the scenario.
    pub(crate) path: String,
    /// Its name for the student.
    pub(crate) label: String,
    /// The possible values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) values: Vec<Given>,
    /// The lowest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) low: Option<Given>,
    /// The highest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) high: Option<Given>,
    /// The distance between values, in the same unit; values have as many decimals as the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) step: Option<Given>,
}

/// A question, with exactly one of the tables that name a kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuestionText {
    /// Its key in `answers.toml`.
    pub(crate) name: String,
    /// The question, in Markdown.
    pub(crate) text: String,
    /// The points of a full answer; 1 by default.
    #[serde(default = "one")]
    pub(crate) points: f64,
    /// A hint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) hints: Vec<String>,
    /// A prediction before the run: any answer has the points, and feedback gives the result.
    #[serde(default)]
    pub(crate) prediction: bool,
    /// A number that is estimated by runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) numeric: Option<NumericText>,
    /// Which of several arms is best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) choice: Option<ArmsText>,
    /// The order of several arms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ranking: Option<ArmsText>,
    /// Where an outcome turns along a parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) threshold: Option<ThresholdText>,
    /// The value of a parameter that is hidden, from data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) estimation: Option<EstimationText>,
    /// A scenario that the student designs, graded by running it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) scenario: Option<ScenarioText>,
    /// A text, graded by the lecturer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) free: Option<FreeText>,
    /// Variants of a choice or a ranking. Each student gets one of them, or the question as above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) variants: Vec<VariantText>,
    /// Why the answers do not depend on personal values. A rehearsal then lets copied answers pass,
    /// and shows the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) alike: Option<String>,
}

/// A variant of a choice or a ranking; keys that are left out are those of the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VariantText {
    /// The question, in Markdown.
    pub(crate) text: String,
    /// A hint.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) hints: Vec<String>,
    /// Another metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) metric: Option<String>,
    /// Another direction of best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) best: Option<Best>,
    /// Other options, as many as the question has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) options: Vec<OptionText>,
}

fn one() -> f64 {
    1.0
}
