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
    /// What is taken away from it, replication by replication: a difference is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) minus: Option<ArmText>,
    /// How many replications the student is told to make; the scenario's number by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replications: Option<u32>,
    /// How many decimals an answer has, in the metric's unit.
    pub(crate) decimals: u32,
    /// Other ways of running that people are known to take for the right one.
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

/// Another way of running: what is not said is as in the question.
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
    /// Nothing is taken away, though the question asks for a difference.
    #[serde(default)]
    pub(crate) nothing_taken_away: bool,
    /// What the student is told: "This is what you get without …".
    pub(crate) feedback: String,
    /// Which share of the points it still has; none by default.
    #[serde(default)]
    pub(crate) credit: f64,
}

/// Several arms, compared by the mean of a metric. Of a choice the answer is the letter of the best, of a ranking the
/// letters in order, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArmsText {
    /// The metric.
    pub(crate) metric: String,
    /// Which mean is the best.
    pub(crate) best: Best,
    /// How many replications the student is told to make of each; the scenario's number by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replications: Option<u32>,
    /// At least two; the first is a, the second b.
    pub(crate) options: Vec<OptionText>,
}

/// One of several arms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptionText {
    /// What the student reads.
    pub(crate) text: String,
    /// Edits of the student's scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// What the student is told who chose it, and should not have.
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

/// Where an outcome turns along a parameter. The student is told to search with `bazaar threshold`; the key comes from searches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThresholdText {
    /// The metric.
    pub(crate) metric: String,
    /// A run says yes if the metric is at least this; sought is where half of the runs do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) turn: Option<f64>,
    /// Sought is where the metric's mean passes this; 0 if there is no `turn` either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) root: Option<f64>,
    /// The dotted path of the parameter.
    pub(crate) path: String,
    /// Where the search begins, in the parameter's unit.
    pub(crate) low: Given,
    /// Where it ends, in the same unit.
    pub(crate) high: Given,
    /// Half the length of an interval that is short enough; a hundredth of the range by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tolerance: Option<Given>,
    /// Edits of the student's scenario for this question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// How many searches the key is made from, from 10 to 1,000; 20 by default.
    #[serde(default = "twenty")]
    pub(crate) searches: u32,
    /// How many decimals an answer has, in the parameter's unit.
    pub(crate) decimals: u32,
    /// Other searches that people are known to take for the right one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mistakes: Vec<SearchMistakeText>,
}

fn twenty() -> u32 {
    20
}

/// Another search: what is not said is as in the question.
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
    /// What the student is told.
    pub(crate) feedback: String,
    /// Which share of the points it still has; none by default.
    #[serde(default)]
    pub(crate) credit: f64,
}

/// A parameter that nobody tells: the student gets a table of what was observed in a world with it, and estimates it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EstimationText {
    /// The parameter, and the values that it may have.
    pub(crate) hidden: PersonalText,
    /// How many observations the table has, each of them a replication of the world.
    pub(crate) observations: u32,
    /// The metrics that are its columns.
    pub(crate) columns: Vec<String>,
    /// What else is different in the world.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// The column whose mean the student is told to take.
    pub(crate) metric: String,
    /// By what the student is told to multiply it, which gives the parameter in the unit in which its values are written; 1 by
    /// default.
    #[serde(default = "one")]
    pub(crate) factor: f64,
    /// How many decimals an answer has, in the parameter's unit.
    pub(crate) decimals: u32,
    /// Other estimates that people are known to take for the right one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mistakes: Vec<EstimateMistakeText>,
}

fn one() -> f64 {
    1.0
}

/// Another estimate: what is not said is as in the question.
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
    /// What the student is told.
    pub(crate) feedback: String,
    /// Which share of the points it still has; none by default.
    #[serde(default)]
    pub(crate) credit: f64,
}

/// A scenario that the student designs within bounds and hands in. It is graded by running it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScenarioText {
    /// The metric that it is judged by.
    pub(crate) metric: String,
    /// The lowest mean that will do; the whole 95% interval must lie there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_least: Option<f64>,
    /// The highest mean that will do; the whole 95% interval must lie there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_most: Option<f64>,
    /// How many replications it is judged by, from 2; the scenario's number by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) replications: Option<u32>,
    /// What the student may change, and how far; all else must stay.
    pub(crate) may_change: Vec<BoundsText>,
    /// Designs that people are known to hand in, and that will not do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mistakes: Vec<DesignMistakeText>,
    /// How many designs an honest student of a rehearsal tries before handing in the best, from 1 to 1,000; 20 by default.
    #[serde(default = "twenty")]
    pub(crate) tries: u32,
}

/// A parameter that a student may set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoundsText {
    /// The dotted path of the parameter in the scenario.
    pub(crate) path: String,
    /// What the student calls it.
    pub(crate) label: String,
    /// The lowest value.
    pub(crate) low: Given,
    /// The highest value, in the same unit.
    pub(crate) high: Given,
}

/// A design that will not do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DesignMistakeText {
    /// A short name, for the debrief.
    pub(crate) name: String,
    /// Its edits of the student's scenario.
    pub(crate) set: Vec<String>,
    /// What the student is told.
    pub(crate) feedback: String,
    /// Which share of the points it still has; none by default.
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
