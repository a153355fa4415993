//! What a journal asks of whoever publishes a simulation, filled in from the scenario and its model.
//!
//! Two forms are in use. The STRESS checklist for discrete-event simulations (Monks, Currie, Onggo, Robinson, Kunc &
//! Taylor 2019) goes item by item through what others need to repeat a study. The ODD protocol (Grimm et al. 2020)
//! describes a model, so that somebody else could build it. [`report`] writes both: whatever the program
//! knows is there, and what only a person can say is marked as missing, with what belongs there.

mod missing;
mod odd;
mod parameters;
mod stress;

use bazaar_scenario::Scenario;

use missing::Missing;

/// The report of a scenario, in Markdown.
#[must_use]
pub fn report(scenario: &Scenario) -> String {
    let title = if scenario.title.is_empty() { &scenario.name } else { &scenario.title };
    let mut missing = Missing::default();
    let stress = stress::checklist(scenario, &mut missing);
    let odd = odd::description(scenario);
    format!(
        "# {title}\n\nA report on `{}`, a scenario of the model `{}`, made by Bazaar {} from the scenario and the model. \
         What only a person can say is marked **Missing**; {}.\n\n{stress}\n{odd}",
        scenario.name,
        scenario.model.name(),
        crate::VERSION,
        missing.in_words(),
    )
}
