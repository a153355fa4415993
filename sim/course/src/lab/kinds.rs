//! The kinds of questions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

/// Which of several arms has the highest or the lowest mean of a metric. The answer is a letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChoiceText {
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

/// The order of several arms by the mean of a metric, the best first. The answer is a list of letters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RankingText {
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

/// A text that the lecturer grades.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FreeText {
    /// About how many words are expected.
    pub(crate) words: u32,
}
