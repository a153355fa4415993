//! The parts of a composed model: the figures that each part's own model would have.
//!
//! On a platform a metric of the subscription business has the component's name as a prefix, and is otherwise the same.
//! So the component's observations become an outcome of its own model, without the prefix, and are drawn like any
//! other; only the figure's name has the prefix.

use bazaar_models::catalogue::ModelParameters;
use bazaar_models::metric::Metric;
use bazaar_models::observation::{Distribution, Matrix, Observation, Series};
use bazaar_study::{Outcome, Summary};

/// The outcome of a part.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) outcome: Outcome,
}

/// The parts of an outcome that took part in the run.
pub(super) fn parts(outcome: &Outcome) -> Vec<Part> {
    let models = outcome.scenario.model.put_together_from();
    models.into_iter().map(|model| Part::new(outcome, model)).collect()
}

impl Part {
    fn new(outcome: &Outcome, model: ModelParameters) -> Self {
        let (name, metrics) = (model.name(), model.metrics());
        let all = outcome.scenario.model.metrics();
        let is_first = |metric: &Metric| bare(name, metric.name).is_some();
        let first = all.iter().position(is_first).unwrap_or(all.len());
        let own = |named: &str| {
            metrics.iter().map(|metric| metric.name).find(|&own| bare(name, named) == Some(own))
        };
        let observations: Vec<Observation> = outcome
            .observations
            .iter()
            .map(|seen| Observation {
                events: seen.events,
                values: seen.values.iter().skip(first).take(metrics.len()).copied().collect(),
                series: seen
                    .series
                    .iter()
                    .filter_map(|one| Some(Series { metric: own(one.metric)?, ..one.clone() }))
                    .collect(),
                distributions: seen
                    .distributions
                    .iter()
                    .filter_map(|one| Some(Distribution { metric: own(one.metric)?, ..one.clone() }))
                    .collect(),
                matrices: seen
                    .matrices
                    .iter()
                    .filter_map(|one| Some(Matrix { metric: own(one.metric)?, ..one.clone() }))
                    .collect(),
                ..Observation::default()
            })
            .collect();
        let mut scenario = outcome.scenario.clone();
        scenario.model = model;
        if !scenario.title.is_empty() {
            scenario.title = format!("{}: {name} alone", scenario.title);
        }
        let summary = Summary::new(metrics, &observations);
        let outcome = Outcome { scenario, observations, summary, ..outcome.clone() };
        Part { name, outcome }
    }
}

/// A metric's name without the prefix of the part.
fn bare<'a>(part: &str, metric: &'a str) -> Option<&'a str> {
    metric.strip_prefix(part)?.strip_prefix('_')
}
