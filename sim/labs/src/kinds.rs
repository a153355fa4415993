//! The kinds of questions.

use bazaar_scenario::Given;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::PersonalText;

/// A number that is estimated as the mean of a metric over replications.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumericText {
    /// The metric.
    pub(crate) metric: String,
    /// Edits of the student's scenario for this question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// What is subtracted from it, replication by replication: the question asks for a difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) minus: Option<ArmText>,
    /// How many replications the student makes; the scenario's number by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replications: Option<u32>,
    /// How many decimals an answer has, in the metric's unit.
    pub(crate) decimals: u32,
    /// Known mistakes: other ways of running that students take for the right one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mistakes: Vec<MistakeText>,
}

/// A metric under edits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArmText {
    /// The metric; the question's own by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) metric: Option<String>,
    /// Edits of the student's scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
}

/// A known mistake, as another way of running; keys that are left out are those of the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MistakeText {
    /// A short name, for the debrief.
    pub(crate) name: String,
    /// Another metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) metric: Option<String>,
    /// Edits after those of the question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// Another number of replications.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replications: Option<u32>,
    /// Nothing is subtracted, although the question asks for a difference.
    #[serde(default)]
    pub(crate) nothing_taken_away: bool,
    /// Feedback for the student: "This is what you get without …".
    pub(crate) feedback: String,
    /// The share of the points for this mistake; 0 by default.
    #[serde(default)]
    pub(crate) credit: f64,
}

/// Several arms, compared by the mean of a metric. The answer to a choice is the letter of the best
/// arm, to a ranking all letters, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArmsText {
    /// The metric.
    pub(crate) metric: String,
    /// Which mean is the best.
    pub(crate) best: Best,
    /// How many replications the student makes of each; the scenario's number by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replications: Option<u32>,
    /// At least two; the first is a, the second b.
    pub(crate) options: Vec<OptionText>,
}

/// One of several arms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptionText {
    /// The option as the student reads it.
    pub(crate) text: String,
    /// Edits of the student's scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// Feedback for a student who wrongly chose it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) feedback: String,
}

/// Which mean is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Best {
    /// The highest.
    Highest,
    /// The lowest.
    Lowest,
}

/// Where an outcome turns along a parameter. The student searches with `bazaar threshold`; the key
/// comes from searches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThresholdText {
    /// The metric.
    pub(crate) metric: String,
    /// A run counts as yes if the metric is at least this; the threshold is where half of the runs
    /// do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) turn: Option<f64>,
    /// The threshold is where the metric's mean crosses this; 0 if there is no `turn` either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) root: Option<f64>,
    /// The dotted path of the parameter.
    pub(crate) path: String,
    /// The lower end of the search, in the parameter's unit.
    pub(crate) low: Given,
    /// The upper end of the search, in the same unit.
    pub(crate) high: Given,
    /// The half-width to reach; a hundredth of the range by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tolerance: Option<Given>,
    /// Edits of the student's scenario for this question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// How many searches the key uses, from 10 to 1,000; 20 by default.
    #[serde(default = "twenty")]
    pub(crate) searches: u32,
    /// How many decimals an answer has, in the parameter's unit.
    pub(crate) decimals: u32,
    /// Known mistakes: other searches that students take for the right one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mistakes: Vec<SearchMistakeText>,
}

fn twenty() -> u32 {
    20
}

/// A known mistake, as another search; keys that are left out are those of the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SearchMistakeText {
    /// A short name, for the debrief.
    pub(crate) name: String,
    /// Another metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) metric: Option<String>,
    /// Another level, of the same kind as the question's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) level: Option<f64>,
    /// Edits after those of the question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// Feedback for the student.
    pub(crate) feedback: String,
    /// The share of the points for this mistake; 0 by default.
    #[serde(default)]
    pub(crate) credit: f64,
}

/// A hidden parameter: the student gets a table of observations of a world with it, and estimates
/// it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EstimationText {
    /// The parameter, and its possible values.
    pub(crate) hidden: PersonalText,
    /// How many observations the table has, each of them a replication of the world.
    pub(crate) observations: u32,
    /// The metrics that are its columns.
    pub(crate) columns: Vec<String>,
    /// Further edits of the world.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// The column whose mean the student takes.
    pub(crate) metric: String,
    /// The factor of the mean that gives the parameter, in the unit of its values; 1 by default.
    #[serde(default = "one")]
    pub(crate) factor: f64,
    /// How many decimals an answer has, in the parameter's unit.
    pub(crate) decimals: u32,
    /// Known mistakes: other estimates that students take for the right one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mistakes: Vec<EstimateMistakeText>,
}

fn one() -> f64 {
    1.0
}

/// A known mistake, as another estimate; keys that are left out are those of the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EstimateMistakeText {
    /// A short name, for the debrief.
    pub(crate) name: String,
    /// The mean of another column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) metric: Option<String>,
    /// Another factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) factor: Option<f64>,
    /// Feedback for the student.
    pub(crate) feedback: String,
    /// The share of the points for this mistake; 0 by default.
    #[serde(default)]
    pub(crate) credit: f64,
}

/// A scenario that the student designs within bounds and hands in. It is graded by running it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScenarioText {
    /// The metric of the target.
    pub(crate) metric: String,
    /// The lowest acceptable mean; the whole 95% interval must be at least this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_least: Option<f64>,
    /// The highest acceptable mean; the whole 95% interval must be at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_most: Option<f64>,
    /// How many replications the grading makes, from 2; the scenario's number by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replications: Option<u32>,
    /// What the student may change, and its bounds; everything else must stay.
    pub(crate) may_change: Vec<BoundsText>,
    /// Known mistakes: designs that students hand in and that miss the target.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mistakes: Vec<DesignMistakeText>,
    /// How many designs an honest student of a rehearsal tries before handing in the best, from 1
    /// to 1,000; 20 by default.
    #[serde(default = "twenty")]
    pub(crate) tries: u32,
}

/// A parameter that a student may set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoundsText {
    /// The dotted path of the parameter in the scenario.
    pub(crate) path: String,
    /// Its name for the student.
    pub(crate) label: String,
    /// The lowest value.
    pub(crate) low: Given,
    /// The highest value, in the same unit.
    pub(crate) high: Given,
}

/// A known mistake: a design that misses the target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DesignMistakeText {
    /// A short name, for the debrief.
    pub(crate) name: String,
    /// Its edits of the student's scenario.
    pub(crate) set: Vec<String>,
    /// Feedback for the student.
    pub(crate) feedback: String,
    /// The share of the points for this mistake; 0 by default.
    #[serde(default)]
    pub(crate) credit: f64,
}

/// A text that the lecturer grades.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreeText {
    /// About how many words are expected.
    pub(crate) words: u32,
}
