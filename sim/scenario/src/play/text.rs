//! The `[play]` table: how a page begins with a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::study_file::FactorText;

/// How a page begins with the scenario. Runs in a terminal do not look at it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlayText {
    /// Edits that make it small enough to answer while somebody watches, as on the command line:
    /// `"model.volunteer.hosts.initial=500"`. The page shows them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) set: Vec<String>,
    /// The metrics that are shown first; those that the model tells first by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) metrics: Vec<String>,
    /// The parameters that have a slider, each from a lowest to a highest value or over a list of values. Without any,
    /// numbers that the scenario sets get one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) levers: Vec<FactorText>,
}

impl PlayText {
    pub(crate) fn is_empty(&self) -> bool {
        *self == PlayText::default()
    }
}
