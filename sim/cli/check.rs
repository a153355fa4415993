//! `bazaar check`: reads scenarios, studies and labs without running them, and shows all their errors.

use bazaar_labs::{Lab, LabError};
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Play, Scenario, Source, Study};
use bazaar_study::{Load, Settings};

use crate::arguments::Check;
use crate::failure::{Failure, show};
use crate::forecast;
use crate::output::print;

pub(crate) fn check(arguments: &Check, quiet: bool) -> Result<(), Failure> {
    let mut invalid = 0;
    for name in &arguments.scenarios {
        match read(name, &arguments.sets, quiet) {
            Ok(valid) => print(&format!("{valid}\n"))?,
            Err(error) if arguments.scenarios.len() == 1 => return Err(error),
            Err(error) => {
                invalid += 1;
                show(error);
            }
        }
    }
    match invalid {
        0 => Ok(()),
        _ => Err(Failure::Scenarios { invalid, all: arguments.scenarios.len() }),
    }
}

/// Reads a scenario, a study or a lab, and returns a line that states that it is valid.
fn read(name: &str, sets: &[String], quiet: bool) -> Result<String, Failure> {
    if Lab::is_named(name) {
        if !sets.is_empty() {
            return Err(Failure::Lab(LabError::Use {
                message: format!("`{name}` is a lab, which takes no --set"),
                help: "write the change into `set` of the lab".to_owned(),
            }));
        }
        Lab::load(name)?;
        return Ok(format!("{name}: valid, a lab"));
    }
    if Study::is_named(name) {
        let study = Study::load(name, sets, FORMATS)?;
        weigh(&study.scenario, quiet)?;
        return Ok(format!(
            "{}: valid, {} answers it about {}",
            study.name,
            verb(&study),
            study.scenario.name
        ));
    }
    let source = Source::find(name)?;
    let scenario = Scenario::parse_with(source.clone(), sets, FORMATS)?;
    if scenario.has_play() {
        Play::parse(source, sets, FORMATS)?;
    }
    weigh(&scenario, quiet)?;
    Ok(format!("{}: valid{}", scenario.name, swept(&scenario)))
}

/// Refuses a scenario that is too large for the machine, and warns of one that takes long.
fn weigh(scenario: &Scenario, quiet: bool) -> Result<(), Failure> {
    let settings = Settings::default();
    forecast::announce(&scenario.name, &Load::of(scenario, &settings), &settings, quiet)
}

fn verb(study: &Study) -> String {
    format!("bazaar {}", study.question.verb())
}

/// The parameters that a scenario sweeps, and the number of points.
fn swept(scenario: &Scenario) -> String {
    if scenario.sweeps.is_empty() {
        return String::new();
    }
    let points = scenario.sweeps.iter().map(|sweep| sweep.values.len()).fold(1, usize::saturating_mul);
    let paths: Vec<&str> = scenario.sweeps.iter().map(|sweep| sweep.path.as_str()).collect();
    format!(", sweeps {} over {points} points", paths.join(" and "))
}
