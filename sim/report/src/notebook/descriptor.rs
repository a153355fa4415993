//! `datapackage.json`: a description of a package's files for programs and readers.

use bazaar_study::Outcome;
use polars::prelude::DataType;
use serde::Serialize;

use super::{Subject, Tabled};
use crate::VERSION;
use bazaar_figure::checksum::checksum;
use bazaar_figure::number::counted;

/// The data package; fields are written in this order.
#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: String,
    title: &'a str,
    description: String,
    version: &'static str,
    licenses: [Licence; 2],
    sources: Vec<Source>,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Licence {
    name: &'static str,
    path: &'static str,
    title: &'static str,
}

/// The program's own licences apply to its output for its own scenarios.
const LICENCES: [Licence; 2] = [
    Licence { name: "MIT", path: "https://opensource.org/license/mit", title: "MIT License" },
    Licence {
        name: "Apache-2.0",
        path: "https://www.apache.org/licenses/LICENSE-2.0",
        title: "Apache License 2.0",
    },
];

#[derive(Serialize)]
struct Source {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'static str>,
}

/// A file of the package.
#[derive(Serialize)]
pub(super) struct Resource {
    name: String,
    path: String,
    profile: &'static str,
    title: &'static str,
    description: &'static str,
    format: &'static str,
    mediatype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<usize>,
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_key: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    unit: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ForeignKey {
    fields: &'static str,
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: &'static str,
}

const METRICS: &str = "metrics";
const METRIC: &str = "metric";
const OBSERVATIONS: &str = "observations";

/// The columns of a table with their types.
fn fields(table: &Tabled) -> Vec<Field> {
    let fields = table.columns.iter().map(|column| {
        let kind = match table.frame.column(&column.name).map(|found| found.dtype().clone()) {
            Ok(DataType::String) => "string",
            Ok(DataType::Float64) => "number",
            _ => "integer",
        };
        let (name, unit) = (column.name.clone(), column.unit.clone());
        Field { name, kind, description: column.about.clone(), unit }
    });
    fields.collect()
}

/// A table as CSV, with the types of its columns and where its metrics are defined.
pub(super) fn table(table: &Tabled, bytes: &[u8]) -> Resource {
    let metrics = ForeignKey { fields: METRIC, reference: Reference { resource: METRICS, fields: METRIC } };
    let schema = Schema {
        fields: fields(table),
        missing_values: [""],
        primary_key: (table.name != OBSERVATIONS).then_some(METRIC),
        foreign_keys: if table.name == METRICS { Vec::new() } else { vec![metrics] },
    };
    Resource {
        name: table.name.to_owned(),
        path: format!("{}.csv", table.name),
        profile: "tabular-data-resource",
        format: "csv",
        mediatype: "text/csv",
        encoding: Some("utf-8"),
        bytes: Some(bytes.len()),
        schema: Some(schema),
        ..of(table, bytes)
    }
}

/// The same table as a Parquet file, which contains its types.
pub(super) fn file(table: &Tabled, bytes: &[u8]) -> Resource {
    // Frictionless's own library would infer them: in columns that are mostly empty it reads texts
    // as months.
    let schema =
        Schema { fields: fields(table), missing_values: [""], primary_key: None, foreign_keys: Vec::new() };
    Resource { schema: Some(schema), ..of(table, bytes) }
}

fn of(table: &Tabled, bytes: &[u8]) -> Resource {
    Resource {
        name: format!("{}-parquet", table.name),
        path: format!("{}.parquet", table.name),
        profile: "data-resource",
        title: table.title,
        description: table.about,
        format: "parquet",
        mediatype: super::PARQUET,
        encoding: None,
        // Frictionless's own library counts only the bytes of texts, and reports any other number
        // as an error.
        bytes: None,
        hash: format!("sha256:{}", checksum(bytes)),
        schema: None,
    }
}

/// The descriptor as text.
pub(super) fn package(subject: &Subject<'_>, outcome: &Outcome, resources: Vec<Resource>) -> String {
    let scenario = &outcome.scenario;
    let runs = counted(outcome.plan.replications.into(), "replication");
    let made = format!("Bazaar {VERSION}, {runs} of {}, seed {}", scenario.study.horizon, outcome.plan.seed);
    let mut sources = vec![Source { title: made, path: Some("scenario.toml") }];
    let mut cited: Vec<&String> = scenario.sources.values().collect();
    cited.sort();
    cited.dedup();
    sources.extend(cited.into_iter().map(|title| Source { title: title.clone(), path: None }));
    let package = Package {
        profile: "data-package",
        name: subject.name.replace('/', "-"),
        title: subject.title,
        description: subject.description.split_whitespace().collect::<Vec<_>>().join(" "),
        version: VERSION,
        licenses: LICENCES,
        sources,
        resources,
    };
    // Structs of texts and numbers can always be serialised.
    serde_json::to_string_pretty(&package).unwrap_or_default() + "\n"
}
