//! `bazaar report`: the description of a simulation that journals require of authors.

use bazaar_report::folder::{may_save, save};
use bazaar_report::{reporting, table};
use bazaar_scenario::Scenario;

use crate::arguments::Report;
use crate::failure::Failure;
use crate::output::{mention, print};

pub(crate) fn report(arguments: &Report, quiet: bool) -> Result<(), Failure> {
    if let Some(path) = &arguments.out {
        may_save(path, arguments.force)?;
    }
    let scenario = Scenario::load_with(&arguments.scenario, &arguments.sets, table::FORMATS)?;
    let text = reporting::report(&scenario);
    match &arguments.out {
        None => print(&text)?,
        Some(path) => {
            save(path, text.as_bytes(), arguments.force)?;
            mention(quiet, &format!("wrote {}", path.display()))?;
        }
    }
    Ok(())
}
