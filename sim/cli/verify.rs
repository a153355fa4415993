//! `bazaar verify`: compares simulated results with known exact answers.

use bazaar_figure::printed;
use bazaar_models::catalogue::ModelParameters;
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Scenario, shipped};
use bazaar_study::{Settings, Verdict, VerifyError};

use crate::arguments::Verify;
use crate::failure::Failure;
use crate::output::{bold, print};
use crate::progress::Bar;
use crate::table::table;
use bazaar_figure::result::Checks;

pub(crate) fn verify(arguments: &Verify, quiet: bool) -> Result<(), Failure> {
    let scenarios = asked_for(arguments.subject.as_deref())?;
    let settings = Settings { threads: arguments.threads.into(), ..Settings::default() };
    let bar = Bar::new(quiet, "checks");
    let verdicts = bazaar_study::verify(&scenarios, &settings, &bar);
    bar.finish();
    let verdicts = verdicts?;
    print(&if arguments.json { as_json(&verdicts)? } else { as_table(&verdicts) })?;
    match verdicts.iter().filter(|verdict| !verdict.passes()).count() {
        0 => Ok(()),
        failed => Err(Failure::Checks { failed, all: verdicts.len() }),
    }
}

/// The scenarios with checks: all that come with the program, those of a model, or the named one.
fn asked_for(subject: Option<&str>) -> Result<Vec<Scenario>, Failure> {
    let unchanged: [&str; 0] = [];
    let named = |subject: &str| ModelParameters::NAMES.contains(&subject);
    if let Some(subject) = subject.filter(|subject| !named(subject)) {
        let scenario = Scenario::load_with(subject, &unchanged, FORMATS)?;
        if scenario.checks.is_empty() {
            return Err(Failure::Use {
                message: format!("{} states no checks", scenario.name),
                help: format!(
                    "give it a [[checks]] table, or verify a model: {}",
                    ModelParameters::NAMES.join(", ")
                ),
            });
        }
        return Ok(vec![scenario]);
    }
    let mut scenarios = Vec::new();
    for shipped in shipped() {
        let scenario = Scenario::parse(shipped.source(), &unchanged)?;
        if subject.is_none_or(|model| scenario.model.name() == model) && !scenario.checks.is_empty() {
            scenarios.push(scenario);
        }
    }
    Ok(scenarios)
}

fn as_json(verdicts: &[Verdict]) -> Result<String, Failure> {
    let text = serde_json::to_string(&Checks::new(verdicts)).map_err(std::io::Error::from)?;
    Ok(text + "\n")
}

fn as_table(verdicts: &[Verdict]) -> String {
    let mut text = String::new();
    for of_scenario in verdicts.chunk_by(|one, next| one.scenario == next.scenario) {
        let rows = of_scenario.iter().map(printed::verdict);
        let name = of_scenario.first().map(|verdict| bold(&verdict.scenario)).unwrap_or_default();
        text.push_str(&format!("{name}\n{}\n", table(&printed::VERDICTS, rows)));
    }
    let passed = verdicts.iter().filter(|verdict| verdict.passes()).count();
    text + &format!("{passed} of {} checks agree\n", verdicts.len())
}

impl From<VerifyError> for Failure {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Scenario(error) => error.into(),
            VerifyError::Study(error) => error.into(),
        }
    }
}
