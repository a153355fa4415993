//! The JSON Schema of a study file.

use serde_json::Value;

use super::StudyText;
use crate::schema::{form_schema_text, plain_schema};

/// The schema of a study file.
#[must_use]
pub fn study_schema() -> Value {
    plain_schema::<StudyText>()
}

/// The schema of studies as stored in the repository: `scenarios/studies/schema.json`.
#[must_use]
pub fn study_schema_text() -> String {
    form_schema_text::<StudyText>()
}
