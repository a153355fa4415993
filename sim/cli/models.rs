//! `bazaar models`: lists models, scenarios and studies.

use bazaar_models::catalogue::ModelParameters;
use bazaar_scenario::{Scenario, Shipped, shipped, shipped_studies};

use crate::arguments::Models;
use crate::failure::Failure;
use crate::output::{bold, print};
use crate::table::table;

pub(crate) fn models(arguments: &Models) -> Result<(), Failure> {
    let all = ModelParameters::defaults();
    let Some(name) = &arguments.model else {
        return Ok(print(&catalogue(&all))?);
    };
    match all.iter().find(|model| model.name() == name) {
        Some(model) if arguments.describe => Ok(print(model.description())?),
        Some(model) => Ok(print(&details(model))?),
        None => Err(Failure::Use {
            message: format!("there is no model `{name}`"),
            help: format!("the models are {}", ModelParameters::NAMES.join(", ")),
        }),
    }
}

fn catalogue(all: &[ModelParameters]) -> String {
    let models = table(
        &[("model", false), ("question", false)],
        all.iter().map(|model| vec![model.name().to_owned(), model.question().to_owned()]),
    );
    let studies = table(
        &[("study", false), ("answered by", false), ("title", false)],
        shipped_studies().map(|study| {
            vec![study.name.to_owned(), format!("bazaar {}", study.verb().unwrap_or_default()), study.title()]
        }),
    );
    let more = "bazaar models MODEL shows a model's metrics.";
    format!("{models}\n{}\n{studies}\n{more}\n", scenarios(|_| true))
}

fn details(model: &ModelParameters) -> String {
    let metrics = table(
        &[("metric", false), ("unit", false), ("definition", false)],
        model
            .metrics()
            .iter()
            .map(|metric| [metric.name, metric.unit, metric.about].map(str::to_owned).to_vec()),
    );
    let scenarios = scenarios(|scenario| is_of(scenario, model.name()));
    let name = model.name();
    format!(
        "{}  {}\n\n{metrics}\n{scenarios}\nbazaar models {name} --describe prints how the model works, and its parameters.\n",
        bold(name),
        model.question(),
    )
}

/// Whether a scenario runs this model: `reference/mm1` runs the queue.
fn is_of(scenario: &Shipped, model: &str) -> bool {
    Scenario::parse(scenario.source(), &[] as &[&str]).is_ok_and(|scenario| scenario.model.name() == model)
}

fn scenarios(wanted: impl Fn(&Shipped) -> bool) -> String {
    table(
        &[("scenario", false), ("title", false)],
        shipped().filter(wanted).map(|scenario| vec![scenario.name.to_owned(), scenario.title()]),
    )
}
