//! `bazaar check`: reads scenarios and shows all their errors.

use bazaar_report::table::FORMATS;
use bazaar_scenario::Scenario;

use crate::arguments::Check;
use crate::failure::{Failure, show};
use crate::output::print;

pub(crate) fn check(arguments: &Check) -> Result<(), Failure> {
    let mut invalid = 0;
    for name in &arguments.scenarios {
        match Scenario::load_with(name, &arguments.sets, FORMATS) {
            Ok(scenario) => print(&format!("{}: valid{}\n", scenario.name, swept(&scenario)))?,
            Err(error) if arguments.scenarios.len() == 1 => return Err(error.into()),
            Err(error) => {
                invalid += 1;
                show(error.into());
            }
        }
    }
    match invalid {
        0 => Ok(()),
        _ => Err(Failure::Scenarios { invalid, all: arguments.scenarios.len() }),
    }
}

/// What a scenario sweeps over, and how many points that makes.
fn swept(scenario: &Scenario) -> String {
    if scenario.sweeps.is_empty() {
        return String::new();
    }
    let points = scenario.sweeps.iter().map(|sweep| sweep.values.len()).fold(1, usize::saturating_mul);
    let paths: Vec<&str> = scenario.sweeps.iter().map(|sweep| sweep.path.as_str()).collect();
    format!(", sweeps {} over {points} points", paths.join(" and "))
}
