//! Packages for notebooks: small tables of one scenario, a description of their columns, and a
//! notebook that reads them.
//!
//! A package is a folder. Its tables are those of a run's folder ([`table`]), of a few replications
//! and time bins; `metrics.csv` defines every metric; `datapackage.json` is a Frictionless Data
//! Package (<https://specs.frictionlessdata.io>, version 1) with types, units, licences, sources
//! and checksums. Two short notebooks, for Python and for R, read the tables and draw one figure: a
//! metric over time with its interval or, in a model without time series, its value in each
//! replication. Equal runs make equal bytes.

mod descriptor;
mod page;

use std::collections::BTreeSet;

use bazaar_models::metric::Metric;
use bazaar_study::Outcome;

use crate::folder::FolderError;
use crate::manifest::Content;
use crate::table::{self, Frame, PARQUET, TableError};
use bazaar_figure::column::{self, Column};
use bazaar_figure::observed::OBSERVATIONS;
use bazaar_figure::sheet::{Defined, Sheet};

/// The maximum number of replications of a package.
pub const MOST_REPLICATIONS: u32 = 5;

/// The number of time bins of a run, if the model does not count in months.
pub const STRETCHES: usize = 20;

/// The number of metrics with time series.
const MOST_FOLLOWED: usize = 3;

/// The subject of a package.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Its name, which is also that of its folder: `volunteer/base`, `labs/cold-start`.
    pub name: &'a str,
    /// A one-line summary.
    pub title: &'a str,
    /// Its description.
    pub description: &'a str,
    /// The metric of the figure; `None` for the first with a time series.
    pub metric: Option<&'a str>,
}

/// A table of a package, for two files.
struct Tabled {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    frame: Frame,
    columns: Vec<Defined>,
}

/// All files of a package's folder, in the order of writing: the descriptor comes last.
///
/// # Errors
/// If a table cannot be made.
pub fn package(subject: &Subject<'_>, outcome: &Outcome) -> Result<Vec<Content>, FolderError> {
    let shown = shown(subject, outcome);
    let small = small(outcome, shown);
    let tables = [
        Tabled {
            name: "observations",
            title: "Observations",
            about: "The value of every metric in every replication, for the whole run and for its parts, and of a few metrics over time.",
            frame: table::observations(&small)?,
            columns: defined(&OBSERVATIONS),
        },
        Tabled {
            name: "summary",
            title: "Summary",
            about: "An estimate of every metric, with its 95% interval.",
            frame: table::summary(&small)?,
            columns: defined(&column::SUMMARY),
        },
    ];
    let metrics = metrics(outcome);
    let metrics = Tabled {
        name: "metrics",
        title: "Metrics",
        about: "What every metric measures, and its unit.",
        frame: table::frame(&metrics)?,
        columns: metrics.defined(),
    };
    let mut contents = Vec::new();
    let mut resources = Vec::new();
    for table in tables.iter().chain([&metrics]) {
        let bytes = written(|out| table::csv(table.frame.clone(), out))?;
        resources.push(descriptor::table(table, &bytes));
        contents.push(Content::new(
            &format!("{}.csv", table.name),
            table.title,
            table.about,
            "text/csv",
            bytes,
        ));
    }
    for table in &tables {
        let bytes = written(|out| table::parquet(table.frame.clone(), out))?;
        resources.push(descriptor::file(table, &bytes));
        contents.push(Content::new(
            &format!("{}.parquet", table.name),
            table.title,
            table.about,
            PARQUET,
            bytes,
        ));
    }
    let about = "The scenario as it was run, with all defaults.";
    let text = small.scenario.to_toml();
    contents.push(Content::new("scenario.toml", "Scenario", about, "application/toml", text));
    for (path, title, text) in page::notebooks(subject, &small, shown) {
        let about = "Reads the tables and draws one figure.";
        contents.push(Content::new(path, title, about, "application/x-ipynb+json", text));
    }
    let text = descriptor::package(subject, &small, resources);
    let about = "What the tables are: types, units, licences, sources, checksums.";
    contents.push(Content::new("datapackage.json", "Data package", about, "application/json", text));
    Ok(contents)
}

fn written(write: impl Fn(&mut Vec<u8>) -> Result<(), TableError>) -> Result<Vec<u8>, TableError> {
    let mut bytes = Vec::new();
    write(&mut bytes).map(|()| bytes)
}

fn defined(columns: &[Column]) -> Vec<Defined> {
    let of = |column: &Column| Defined {
        name: column.name.to_owned(),
        unit: column.unit.to_owned(),
        about: column.about.to_owned(),
    };
    columns.iter().map(of).collect()
}

/// The definition of every metric.
fn metrics(outcome: &Outcome) -> Sheet {
    let all = || outcome.scenario.model.metrics().iter();
    let texts = |read: fn(&Metric) -> &'static str| all().map(read).map(str::to_owned).collect::<Vec<_>>();
    Sheet::default()
        .texts("metric", "The name of the metric.", texts(|metric| metric.name))
        .texts("unit", "The unit of its values; empty for a plain number.", texts(|metric| metric.unit))
        .texts("label", "What it measures, in a few words.", texts(|metric| metric.label))
        .texts("definition", "What it measures, in a sentence.", texts(|metric| metric.about))
}

/// Whether a metric varies over time.
fn moves(outcome: &Outcome, metric: &str) -> bool {
    let series = outcome.observations.iter().flat_map(|one| &one.series).filter(|of| of.metric == metric);
    let values: Vec<f64> = series.flat_map(|of| &of.values).copied().filter(|of| of.is_finite()).collect();
    values.iter().any(|value| value.total_cmp(&values[0]).is_ne())
}

/// The metric of the figure: the requested one, else the first that varies over time, else the
/// first with a value. The model's headline metrics come first.
fn shown(subject: &Subject<'_>, outcome: &Outcome) -> &'static Metric {
    let model = &outcome.scenario.model;
    let all: &'static [Metric] = model.metrics();
    let told_first = |metric: &&'static Metric| !model.headlines().contains(&metric.name);
    let mut ordered: Vec<&'static Metric> = all.iter().collect();
    ordered.sort_by_key(told_first);
    let wanted = subject.metric.and_then(|name| all.iter().find(|metric| metric.name == name));
    let has_value =
        |metric: &&&'static Metric| outcome.summary.get(metric.name).is_some_and(|of| of.mean.is_some());
    let moving = || ordered.iter().find(|metric| moves(outcome, metric.name));
    wanted.or_else(|| moving().or_else(|| ordered.iter().find(has_value)).copied()).unwrap_or(&all[0])
}

/// The outcome with the time series of only a few metrics, the one of the figure among them.
fn small(outcome: &Outcome, shown: &Metric) -> Outcome {
    let mut kept: BTreeSet<&str> = BTreeSet::from([shown.name]);
    let mut followed: Vec<&str> = outcome.scenario.model.headlines().to_vec();
    followed.extend(outcome.scenario.model.metrics().iter().map(|metric| metric.name));
    for name in followed {
        if kept.len() < MOST_FOLLOWED && moves(outcome, name) {
            kept.insert(name);
        }
    }
    let mut small = outcome.clone();
    for observation in &mut small.observations {
        observation.series.retain(|series| kept.contains(series.metric));
    }
    small
}
