//! Writing the manifest.

use std::collections::BTreeMap;

use bazaar_models::metric::Metric;
use serde_json::json;

use super::entity::Entity;
use super::{Content, NAME, Work};
use crate::VERSION;
use crate::identity::Identity;
use crate::table::{CELLS, MATRICES};
use bazaar_figure::checksum::checksum;
use bazaar_figure::column::{Column, SUMMARY};
use bazaar_figure::observed::OBSERVATIONS;
use bazaar_figure::sheet::Defined;

/// The identifier of the run in the graph.
pub(super) const RUN: &str = "#run";

const CRATE: &str = "https://w3id.org/ro/crate/1.1";
const CRATE_CONTEXT: &str = "https://w3id.org/ro/crate/1.1/context";
const RUN_CONTEXT: &str = "https://w3id.org/ro/terms/workflow-run/context";
const PROFILE: &str = "https://w3id.org/ro/wfrun/process/0.5";
const PROGRAM: &str = "#bazaar";
const LICENCE: &str = "#licence";
const SEED: &str = "#seed";
const REPLICATIONS: &str = "#replications";

/// The manifest of a run's folder.
///
/// `contents` are the files that are part of the result; `records` are those that may differ
/// between equal runs, with their descriptions.
///
/// # Errors
/// If the JSON library fails.
pub fn manifest(
    work: &Work<'_>,
    identity: &Identity,
    published: &str,
    contents: &[Content],
    records: &[(&str, &str)],
) -> serde_json::Result<Vec<u8>> {
    let mut graph = vec![
        Entity::new(NAME, "CreativeWork").linked("conformsTo", CRATE).linked("about", "./"),
        folder(work, published, contents, records),
        run(work, identity, contents),
        Entity::new(PROFILE, "CreativeWork").with("name", "Process Run Crate").with("version", "0.5"),
        Entity::new(LICENCE, "CreativeWork").with("name", "Not stated").with(
            "description",
            "The author of the scenario decides; the program's licence does not apply to its results.",
        ),
        Entity::new(PROGRAM, "SoftwareApplication")
            .with("name", "Bazaar")
            .with("description", "A discrete-event simulator and teaching lab for open business models")
            .with("softwareVersion", VERSION),
        parameter(SEED, "seed", &work.seed.to_string()),
        parameter(REPLICATIONS, "replications", &work.replications.to_string()),
    ];
    graph.extend(contents.iter().map(file));
    graph.extend(records.iter().map(|(path, about)| record(path, about)));
    let metrics = work.metrics.iter();
    graph.extend(metrics.map(|metric| {
        described(&metric_id(metric), metric.name, metric.unit, metric.about)
            .with("alternateName", metric.label)
    }));
    let columns: BTreeMap<String, Defined> = contents.iter().flat_map(columns).collect();
    let columns = columns.into_iter();
    graph.extend(columns.map(|(id, column)| described(&id, &column.name, &column.unit, &column.about)));
    let manifest = BTreeMap::from([
        ("@context", json!([CRATE_CONTEXT, RUN_CONTEXT])),
        ("@graph", serde_json::to_value(graph)?),
    ]);
    let mut text = serde_json::to_vec_pretty(&manifest)?;
    text.push(b'\n');
    Ok(text)
}

/// The folder as a whole.
fn folder(work: &Work<'_>, published: &str, contents: &[Content], records: &[(&str, &str)]) -> Entity {
    let paths = contents.iter().map(|content| content.path.as_str());
    let metrics: Vec<String> = work.metrics.iter().map(metric_id).collect();
    Entity::new("./", "Dataset")
        .with("name", work.title)
        .with("description", work.description)
        .with("datePublished", published)
        .linked("license", LICENCE)
        .linked("conformsTo", PROFILE)
        .linked("mentions", RUN)
        .linked_all("hasPart", paths.chain(records.iter().map(|(path, _)| *path)))
        .linked_all("variableMeasured", metrics.iter().map(String::as_str))
}

/// The action: what was run, with which program and inputs.
fn run(work: &Work<'_>, identity: &Identity, contents: &[Content]) -> Entity {
    let given = |path: &str| work.given.iter().any(|given| given == path);
    let paths = || contents.iter().map(|content| content.path.as_str());
    let objects = paths().filter(|path| given(path)).chain([SEED, REPLICATIONS]);
    let results = paths().filter(|path| !given(path));
    Entity::new(RUN, "CreateAction")
        .with("identifier", identity.as_str())
        .with("name", format!("bazaar {}: {}", work.verb, work.title))
        .with("description", work.about.as_str())
        .linked("instrument", PROGRAM)
        .linked_all("object", objects)
        .linked_all("result", results)
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
    let ids: Vec<String> = columns(content).into_iter().map(|(id, _)| id).collect();
    if ids.is_empty() {
        entity
    } else {
        entity.linked_all("variableMeasured", ids.iter().map(String::as_str))
    }
}

/// The definitions of a file's columns, each with its identifier.
fn columns(content: &Content) -> Vec<(String, Defined)> {
    let table = content.path.split('.').next().unwrap_or_default();
    let known: &[Column] = match table {
        _ if !content.columns.is_empty() => &[],
        "cells" => &CELLS,
        "matrices" => &MATRICES,
        "observations" => &OBSERVATIONS,
        "summary" => &SUMMARY,
        _ => &[],
    };
    let defined = |column: &Column| Defined {
        name: column.name.to_owned(),
        unit: column.unit.to_owned(),
        about: column.about.to_owned(),
    };
    let all = known.iter().map(defined).chain(content.columns.iter().cloned());
    all.map(|column| (format!("#{table}-{}", column.name), column)).collect()
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
