//! A metric over a grid of parameters, for the sliders of the book.

use bazaar_figure::figure::{Side, grid};
use bazaar_figure::result;
use bazaar_scenario::{Scenario, ScenarioError};
use bazaar_study::{Outcome, Progress, Silent, run};
use serde_json::Value;

use crate::error::PageError;
use crate::question::SideText;
use crate::session::SETTINGS;

/// The runs at all points; the first parameter changes fastest.
pub(crate) fn gridded(
    scenario: &Scenario,
    sides: &[SideText],
    metric: &str,
    progress: &dyn Progress,
) -> Result<Value, PageError> {
    let mut points = vec![Vec::new()];
    for side in sides.iter().rev() {
        let with = |point: &Vec<String>, value: &str| -> Vec<String> {
            point.iter().cloned().chain([format!("{}={value}", side.path)]).collect()
        };
        points = points
            .iter()
            .flat_map(|point| side.values.iter().map(|(_, value)| with(point, value)).collect::<Vec<_>>())
            .collect();
    }
    let scenarios: Vec<Scenario> =
        points.iter().map(|point| scenario.with(point)).collect::<Result<_, ScenarioError>>()?;
    progress.expect(points.len() as u64);
    let outcomes: Vec<Outcome> = scenarios
        .iter()
        .map(|scenario| {
            let outcome = run(scenario, &SETTINGS, &Silent);
            progress.done();
            outcome
        })
        .collect::<Result<_, _>>()?;
    let outcomes: Vec<&Outcome> = outcomes.iter().collect();
    let sides: Vec<Side> = sides.iter().map(SideText::side).collect();
    Ok(result::grid(&grid(&sides, &outcomes, metric)?, &sides))
}
