//! `bazaar schema`: the JSON Schema of scenarios.

use crate::failure::Failure;
use crate::output::print;

pub(crate) fn schema() -> Result<(), Failure> {
    Ok(print(&bazaar_scenario::schema_text())?)
}
