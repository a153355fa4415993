//! What was done, as far as a manifest tells it.

use bazaar_models::metric::Metric;
use bazaar_study::Outcome;

use bazaar_figure::number::counted;

/// A run or a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work<'a> {
    /// The verb of the program that did it.
    pub verb: &'a str,
    /// What the scenario or the study is called.
    pub name: &'a str,
    /// A line that says what it is.
    pub title: &'a str,
    /// What it shows, and why.
    pub description: &'a str,
    /// What was done, in a few words.
    pub about: String,
    /// The number from which all randomness derives.
    pub seed: u64,
    /// How many replications each run has.
    pub replications: u64,
    /// The metrics that were measured.
    pub metrics: &'static [Metric],
    /// How many events were handled.
    pub events: u64,
    /// The files that went in; all others came out.
    pub given: Vec<String>,
}

impl<'a> Work<'a> {
    /// What a run did.
    #[must_use]
    pub fn of_run(outcome: &'a Outcome) -> Self {
        let Outcome { scenario, plan, summary, .. } = outcome;
        let about = format!(
            "{} of {} of the model {}, from the seed {}",
            counted(summary.replications, "replication"),
            scenario.study.horizon,
            scenario.model.name(),
            plan.seed
        );
        let tables = scenario.tables.iter().map(|table| table.name.clone());
        Work {
            verb: "run",
            name: &scenario.name,
            title: if scenario.title.is_empty() { scenario.model.name() } else { &scenario.title },
            description: match scenario.description.trim() {
                "" => scenario.model.question(),
                description => description,
            },
            about,
            seed: plan.seed,
            replications: summary.replications,
            metrics: scenario.model.metrics(),
            events: summary.events,
            given: std::iter::once("scenario.toml".to_owned()).chain(tables).collect(),
        }
    }
}
