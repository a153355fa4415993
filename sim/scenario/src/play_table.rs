//! The `[play]` table: the initial state of a page with a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::factor::FactorText;

/// The initial state of a page with the scenario. Runs in a terminal ignore it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlayText {
    /// Edits that make it small enough to run within a second, as on the command line:
    /// `"model.volunteer.hosts.initial=500"`. The page shows them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) set: Vec<String>,
    /// The metrics to show first; the model's headline metrics by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) metrics: Vec<String>,
    /// The parameters with a slider, each from a lowest to a highest value or over a list of values; by default, numbers
    /// that the scenario sets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) levers: Vec<FactorText>,
}

impl PlayText {
    pub(crate) fn is_empty(&self) -> bool {
        *self == PlayText::default()
    }
}
