//! `bazaar schema`: prints the JSON Schema of scenarios, studies or labs.

use crate::failure::Failure;
use crate::output::print;

pub(crate) fn schema(study: bool, lab: bool) -> Result<(), Failure> {
    let text = match (study, lab) {
        (true, _) => bazaar_scenario::study_schema_text(),
        (_, true) => bazaar_labs::schema_text(),
        _ => bazaar_scenario::schema_text(),
    };
    Ok(print(&text)?)
}
