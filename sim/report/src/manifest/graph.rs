//! Writing the manifest.

use bazaar_study::Outcome;
use serde_json::{Value, json};

use super::entity::Entity;
use super::{Content, NAME};
use crate::VERSION;
use crate::identity::{Identity, checksum};
use crate::table::{Column, OBSERVATIONS, SUMMARY};

/// The identifier of the run in the graph.
pub(super) const RUN: &str = "#run";

const CRATE: &str = "https://w3id.org/ro/crate/1.1";
const CRATE_CONTEXT: &str = "https://w3id.org/ro/crate/1.1/context";
const RUN_CONTEXT: &str = "https://w3id.org/ro/terms/workflow-run/context";
const PROFILE: &str = "https://w3id.org/ro/wfrun/process/0.5";
const PROGRAM: &str = "#bazaar";
const SEED: &str = "#seed";
const REPLICATIONS: &str = "#replications";

/// The manifest of a run's folder.
///
/// `contents` are the files whose bytes are part of the result; `records` names
/// those that may differ between equal runs, with what is in them.
///
/// # Errors
/// If the library that writes JSON gives up.
pub fn manifest(
    outcome: &Outcome,
    identity: &Identity,
    published: &str,
    contents: &[Content],
    records: &[(&str, &str)],
) -> serde_json::Result<Vec<u8>> {
    let paths = || contents.iter().map(|content| content.path.as_str());
    let all = || paths().chain(records.iter().map(|(path, _)| *path));
    let scenario = &outcome.scenario;
    let title = if scenario.title.is_empty() { scenario.model.name() } else { &scenario.title };
    let metrics: Vec<Entity> = scenario
        .model
        .metrics()
        .iter()
        .map(|metric| {
            described(&metric_id(metric.name), metric.name, metric.unit, metric.about)
                .with("alternateName", metric.label)
        })
        .collect();
    let description =
        if scenario.description.is_empty() { scenario.model.question() } else { &scenario.description };

    let mut graph = vec![
        Entity::new(NAME, "CreativeWork").linked("conformsTo", CRATE).linked("about", "./"),
        Entity::new("./", "Dataset")
            .with("name", title)
            .with("description", description)
            .with("datePublished", published)
            .with(
                "license",
                "As whoever ran the scenario decides; Bazaar's own licence does not extend to results.",
            )
            .linked("conformsTo", PROFILE)
            .linked("mentions", RUN)
            .linked_all("hasPart", all())
            .linked_all(
                "variableMeasured",
                scenario
                    .model
                    .metrics()
                    .iter()
                    .map(|metric| metric_id(metric.name))
                    .collect::<Vec<_>>()
                    .iter()
                    .map(String::as_str),
            ),
        Entity::new(PROFILE, "CreativeWork").with("name", "Process Run Crate").with("version", "0.5"),
        Entity::new(RUN, "CreateAction")
            .with("identifier", identity.as_str())
            .with("name", format!("bazaar run: {title}"))
            .with(
                "description",
                format!(
                    "{} replications of {} of the model {}, from the seed {}",
                    outcome.summary.replications,
                    scenario.study.horizon,
                    scenario.model.name(),
                    outcome.plan.seed
                ),
            )
            .linked("instrument", PROGRAM)
            .linked_all("object", ["scenario.toml", SEED, REPLICATIONS])
            .linked_all("result", paths().filter(|path| *path != "scenario.toml")),
        Entity::new(PROGRAM, "SoftwareApplication")
            .with("name", "Bazaar")
            .with("description", "A discrete-event simulator and teaching lab for open business models")
            .with("softwareVersion", VERSION),
        parameter(SEED, "seed", &outcome.plan.seed.to_string()),
        parameter(REPLICATIONS, "replications", &outcome.summary.replications.to_string()),
    ];
    graph.extend(contents.iter().map(file));
    graph.extend(records.iter().map(|(path, about)| {
        Entity::new(path, "File")
            .with("name", *path)
            .with("description", *about)
            .with("encodingFormat", "application/json")
    }));
    graph.extend(metrics);
    graph.extend(
        columns("observations", &OBSERVATIONS)
            .chain(columns("summary", &SUMMARY))
            .map(|(id, column)| described(&id, column.name, column.unit, column.about)),
    );
    let manifest =
        [("@context", json!([CRATE_CONTEXT, RUN_CONTEXT])), ("@graph", serde_json::to_value(graph)?)];
    let manifest: std::collections::BTreeMap<&str, Value> = manifest.into();
    let mut text = serde_json::to_vec_pretty(&manifest)?;
    text.push(b'\n');
    Ok(text)
}

fn file(content: &Content) -> Entity {
    let entity = Entity::new(&content.path, "File")
        .with("name", content.title.as_str())
        .with_text("description", &content.about)
        .with("encodingFormat", content.format)
        .with("contentSize", content.bytes.len().to_string())
        .with("sha256", checksum(&content.bytes));
    let table = content.path.split('.').next().unwrap_or_default();
    let of_table: Vec<(String, Column)> = match table {
        "observations" => columns(table, &OBSERVATIONS).collect(),
        "summary" => columns(table, &SUMMARY).collect(),
        _ => return entity,
    };
    entity.linked_all("variableMeasured", of_table.iter().map(|(id, _)| id.as_str()))
}

fn columns<'a>(table: &'a str, columns: &'a [Column]) -> impl Iterator<Item = (String, Column)> + 'a {
    columns.iter().map(move |column| (format!("#{table}-{}", column.name), *column))
}

fn metric_id(name: &str) -> String {
    format!("#metric-{name}")
}

fn described(id: &str, name: &str, unit: &str, about: &str) -> Entity {
    Entity::new(id, "PropertyValue").with("name", name).with("description", about).with_text("unitText", unit)
}

fn parameter(id: &str, name: &str, value: &str) -> Entity {
    Entity::new(id, "PropertyValue").with("name", name).with("value", value)
}
