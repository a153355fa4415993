//! Metrics, by the names that a user types.

use bazaar_scenario::{Scenario, did_you_mean};

use crate::failure::Failure;

/// The names of the requested metrics, each one a metric of the scenario's model.
pub(crate) fn chosen(scenario: &Scenario, asked: &[String]) -> Result<Vec<&'static str>, Failure> {
    let all = || scenario.model.metrics().iter().map(|metric| metric.name);
    let find = |name: &String| {
        all().find(|metric| metric == name).ok_or_else(|| Failure::Use {
            message: format!("the model {} has no metric `{name}`", scenario.model.name()),
            help: did_you_mean(name, all()).map_or_else(
                || format!("`bazaar models {}` lists them", scenario.model.name()),
                |guess| format!("did you mean `{guess}`?"),
            ),
        })
    };
    asked.iter().map(find).collect()
}
