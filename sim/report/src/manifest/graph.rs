//! Writing the manifest.

use std::collections::BTreeMap;

use bazaar_models::metric::Metric;
use bazaar_study::Outcome;
use serde_json::json;

use super::entity::Entity;
use super::{Content, NAME};
use crate::VERSION;
use crate::identity::{Identity, checksum};
use crate::number::counted;
use crate::table::{CELLS, Column, MATRICES, OBSERVATIONS, SUMMARY};

/// The identifier of the run in the graph.
pub(super) const RUN: &str = "#run";

const CRATE: &str = "https://w3id.org/ro/crate/1.1";
const CRATE_CONTEXT: &str = "https://w3id.org/ro/crate/1.1/context";
const RUN_CONTEXT: &str = "https://w3id.org/ro/terms/workflow-run/context";
const PROFILE: &str = "https://w3id.org/ro/wfrun/process/0.5";
const PROGRAM: &str = "#bazaar";
const LICENCE: &str = "#licence";
const SCENARIO: &str = "scenario.toml";
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
    let mut graph = vec![
        Entity::new(NAME, "CreativeWork").linked("conformsTo", CRATE).linked("about", "./"),
        folder(outcome, published, contents, records),
        run(outcome, identity, contents),
        Entity::new(PROFILE, "CreativeWork").with("name", "Process Run Crate").with("version", "0.5"),
        Entity::new(LICENCE, "CreativeWork").with("name", "Not stated").with(
            "description",
            "Whoever ran the scenario decides; the program's licence is not that of its results.",
        ),
        Entity::new(PROGRAM, "SoftwareApplication")
            .with("name", "Bazaar")
            .with("description", "A discrete-event simulator and teaching lab for open business models")
            .with("softwareVersion", VERSION),
        parameter(SEED, "seed", &outcome.plan.seed.to_string()),
        parameter(REPLICATIONS, "replications", &outcome.summary.replications.to_string()),
    ];
    graph.extend(contents.iter().map(file));
    graph.extend(records.iter().map(|(path, about)| record(path, about)));
    let metrics = outcome.scenario.model.metrics().iter();
    graph.extend(metrics.map(|metric| {
        described(&metric_id(metric), metric.name, metric.unit, metric.about)
            .with("alternateName", metric.label)
    }));
    let tables = contents.iter().filter_map(|content| table(&content.path)).collect::<BTreeMap<_, _>>();
    let columns = tables.into_iter().flat_map(|(name, of_table)| columns(name, of_table));
    graph.extend(columns.map(|(id, column)| described(&id, column.name, column.unit, column.about)));
    let manifest = BTreeMap::from([
        ("@context", json!([CRATE_CONTEXT, RUN_CONTEXT])),
        ("@graph", serde_json::to_value(graph)?),
    ]);
    let mut text = serde_json::to_vec_pretty(&manifest)?;
    text.push(b'\n');
    Ok(text)
}

/// The folder as a whole.
fn folder(outcome: &Outcome, published: &str, contents: &[Content], records: &[(&str, &str)]) -> Entity {
    let scenario = &outcome.scenario;
    let about = match scenario.description.trim() {
        "" => scenario.model.question(),
        description => description,
    };
    let paths = contents.iter().map(|content| content.path.as_str());
    let metrics: Vec<String> = scenario.model.metrics().iter().map(metric_id).collect();
    Entity::new("./", "Dataset")
        .with("name", title(outcome))
        .with("description", about)
        .with("datePublished", published)
        .linked("license", LICENCE)
        .linked("conformsTo", PROFILE)
        .linked("mentions", RUN)
        .linked_all("hasPart", paths.chain(records.iter().map(|(path, _)| *path)))
        .linked_all("variableMeasured", metrics.iter().map(String::as_str))
}

/// What was done, with what, to what.
fn run(outcome: &Outcome, identity: &Identity, contents: &[Content]) -> Entity {
    let scenario = &outcome.scenario;
    let about = format!(
        "{} of {} of the model {}, from the seed {}",
        counted(outcome.summary.replications, "replication"),
        scenario.study.horizon,
        scenario.model.name(),
        outcome.plan.seed
    );
    let given = |path: &str| path == SCENARIO || scenario.tables.iter().any(|table| table.name == path);
    let paths = || contents.iter().map(|content| content.path.as_str());
    let objects = paths().filter(|path| given(path)).chain([SEED, REPLICATIONS]);
    let results = paths().filter(|path| !given(path));
    Entity::new(RUN, "CreateAction")
        .with("identifier", identity.as_str())
        .with("name", format!("bazaar run: {}", title(outcome)))
        .with("description", about)
        .linked("instrument", PROGRAM)
        .linked_all("object", objects)
        .linked_all("result", results)
}

fn title(outcome: &Outcome) -> &str {
    match outcome.scenario.title.as_str() {
        "" => outcome.scenario.model.name(),
        title => title,
    }
}

fn record(path: &str, about: &str) -> Entity {
    Entity::new(path, "File")
        .with("name", path)
        .with("description", about)
        .with("encodingFormat", "application/json")
}

fn file(content: &Content) -> Entity {
    let entity = Entity::new(&content.path, "File")
        .with("name", content.title.as_str())
        .with_text("description", &content.about)
        .with("encodingFormat", content.format)
        .with("contentSize", content.bytes.len().to_string())
        .with("sha256", checksum(&content.bytes));
    let Some((name, of_table)) = table(&content.path) else { return entity };
    let of_table: Vec<(String, Column)> = columns(name, of_table).collect();
    entity.linked_all("variableMeasured", of_table.iter().map(|(id, _)| id.as_str()))
}

/// The table in a file, and what its columns mean.
fn table(path: &str) -> Option<(&str, &'static [Column])> {
    let name = path.split('.').next().unwrap_or_default();
    let columns: &[Column] = match name {
        "cells" => &CELLS,
        "matrices" => &MATRICES,
        "observations" => &OBSERVATIONS,
        "summary" => &SUMMARY,
        _ => return None,
    };
    Some((name, columns))
}

fn columns<'a>(table: &'a str, columns: &'a [Column]) -> impl Iterator<Item = (String, Column)> + 'a {
    columns.iter().map(move |column| (format!("#{table}-{}", column.name), *column))
}

fn metric_id(metric: &Metric) -> String {
    format!("#metric-{}", metric.name)
}

fn described(id: &str, name: &str, unit: &str, about: &str) -> Entity {
    Entity::new(id, "PropertyValue").with("name", name).with("description", about).with_text("unitText", unit)
}

fn parameter(id: &str, name: &str, value: &str) -> Entity {
    Entity::new(id, "PropertyValue").with("name", name).with("value", value)
}
