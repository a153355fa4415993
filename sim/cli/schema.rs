//! `bazaar schema`: the JSON Schemas of scenarios and studies.

use crate::failure::Failure;
use crate::output::print;

pub(crate) fn schema(study: bool) -> Result<(), Failure> {
    let text = if study { bazaar_scenario::study_schema_text() } else { bazaar_scenario::schema_text() };
    Ok(print(&text)?)
}
