//! Reports for journals: the reporting guidelines for simulations, filled in from the scenario and
//! its model.
//!
//! Two guidelines are in use. The STRESS checklist for discrete-event simulations (Monks, Currie,
//! Onggo, Robinson, Kunc & Taylor 2019) lists what others need to repeat a study. The ODD protocol
//! (Grimm et al. 2020) describes a model in enough detail to reimplement it. [`report`] writes
//! both: the program fills in all it knows, and marks what only the author knows as missing, with a
//! description.

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
         What only its author knows is marked **Missing**; {}.\n\n{stress}\n{odd}",
        scenario.name,
        scenario.model.name(),
        crate::VERSION,
        missing.in_words(),
    )
}
