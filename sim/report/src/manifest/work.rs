//! The run or study that a manifest describes.

use bazaar_models::metric::Metric;
use bazaar_study::Outcome;

use bazaar_figure::number::counted;

/// A run or a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work<'a> {
    /// The verb of the program.
    pub verb: &'a str,
    /// The title of the scenario or the study.
    pub name: &'a str,
    /// A one-line summary.
    pub title: &'a str,
    /// Its description.
    pub description: &'a str,
    /// What was run, in a few words.
    pub about: String,
    /// The seed of all random streams.
    pub seed: u64,
    /// The number of replications of each run.
    pub replications: u64,
    /// The metrics.
    pub metrics: &'static [Metric],
    /// The number of events.
    pub events: u64,
    /// The input files; all others are output.
    pub given: Vec<String>,
}

impl<'a> Work<'a> {
    /// The work of a run.
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
