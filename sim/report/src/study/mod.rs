//! The answers of studies: tables, figures and everything that a study's folder has.
//!
//! Each kind of study is a file: which tables it has, what it prints, which figures it draws. What all folders of
//! studies have in common is here.

mod compared;
mod evaluated;
mod frontier;
mod screened;
mod shown;
mod stressed;
mod swept;

use bazaar_models::metric::Metric;
use bazaar_scenario::{CONTROL_FILE, Factor, Question, Scenario, Study, Without, arm_file};
use bazaar_study::Settings;
use bazaar_study::experiment::Runs;

pub use compared::Comparison;
pub use evaluated::{HEADINGS as MEASURED, Programme, measured, measures, surveyed};
pub use frontier::Threshold;
pub use screened::Sensitivity;
pub use shown::{Shown, ShownError, shown};
pub use stressed::{Side, Stresstest, said};
pub use swept::Points;

use crate::folder::FolderError;
use crate::manifest::{Content, Work};
use crate::table::{self, PARQUET, Sheet, media_type};
use bazaar_figure::figure::Figure;
use bazaar_figure::number::counted;

/// What a study's folder has, but for its record and its manifest: the study and its scenarios, these tables, and
/// these figures.
///
/// # Errors
/// If a table cannot be made.
pub fn contents(
    study: &Study,
    settings: &Settings,
    tables: &[(&str, &str, &Sheet)],
    figures: Vec<Figure>,
) -> Result<Vec<Content>, FolderError> {
    let mut contents = vec![
        Content::new(
            "study.toml",
            "Study",
            "What was asked, over the scenarios beside it.",
            "application/toml",
            study.to_toml(),
        ),
        Content::new(
            "scenario.toml",
            "Scenario",
            "The scenario that was asked about, as it was run, with all defaults.",
            "application/toml",
            as_run(&study.scenario, settings).to_toml(),
        ),
    ];
    contents.extend(arms(study).map(|(path, scenario)| {
        let about = "An arm, as it was run, with all defaults.";
        Content::new(&path, "Arm", about, "application/toml", as_run(scenario, settings).to_toml())
    }));
    for table in &study.scenario.tables {
        let format = media_type(&table.name);
        let about = "A table that the scenario names, as it was found.";
        contents.push(Content::new(
            &table.name,
            "Table of the scenario",
            about,
            format,
            table.bytes.to_vec(),
        ));
    }
    for (name, about, sheet) in tables {
        contents.extend(written(name, about, sheet)?);
    }
    contents.extend(drawn(figures));
    Ok(contents)
}

/// A table in both formats.
fn written(name: &str, about: &str, sheet: &Sheet) -> Result<[Content; 2], FolderError> {
    let (mut parquet, mut csv) = (Vec::new(), Vec::new());
    table::parquet(sheet.frame()?, &mut parquet)?;
    table::csv(sheet.frame()?, &mut csv)?;
    Ok([
        of_sheet(&format!("{name}.parquet"), about, PARQUET, parquet, sheet),
        of_sheet(&format!("{name}.csv"), about, "text/csv", csv, sheet),
    ])
}

fn drawn(figures: Vec<Figure>) -> impl Iterator<Item = Content> {
    figures.into_iter().map(|Figure { name, title, alt, svg, .. }| {
        Content::new(&format!("figures/{name}.svg"), &title, &alt, "image/svg+xml", svg)
    })
}

fn of_sheet(path: &str, about: &str, format: &'static str, bytes: Vec<u8>, sheet: &Sheet) -> Content {
    let title = path.split('.').next().unwrap_or(path);
    let title =
        title.chars().take(1).flat_map(char::to_uppercase).chain(title.chars().skip(1)).collect::<String>();
    Content { columns: sheet.defined(), ..Content::new(path, &title, about, format, bytes) }
}

/// The arms of a comparison or an evaluation, each with its file.
fn arms(study: &Study) -> impl Iterator<Item = (String, &Scenario)> {
    let arms: Vec<(String, &Scenario)> = match &study.question {
        Question::Compare(compare) => {
            let arms = (1..).zip(&compare.arms);
            arms.map(|(number, arm)| (arm_file(number, &arm.name), &arm.scenario)).collect()
        }
        Question::Evaluate(evaluate) => match &evaluate.without {
            Without::Control(control) => vec![(CONTROL_FILE.to_owned(), control.as_ref())],
            Without::Metric(_) => Vec::new(),
        },
        _ => Vec::new(),
    };
    arms.into_iter()
}

/// A scenario with the seed and the replications that are used.
fn as_run(scenario: &Scenario, settings: &Settings) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.study.seed = settings.seed.unwrap_or(scenario.study.seed);
    scenario.study.replications = settings.replications.unwrap_or(scenario.study.replications);
    scenario
}

/// What a study did, for the manifest; `runs` counts points, arms or searches in words.
#[must_use]
pub fn work<'a>(study: &'a Study, settings: &Settings, about: String, events: u64) -> Work<'a> {
    let scenario = &study.scenario;
    let tables = scenario.tables.iter().map(|table| table.name.clone());
    let of_arms = arms(study).map(|(path, _)| path);
    let given = ["study.toml", "scenario.toml"].map(str::to_owned).into_iter().chain(of_arms).chain(tables);
    Work {
        verb: study.question.verb(),
        name: &study.name,
        title: if study.title.is_empty() { &scenario.title } else { &study.title },
        description: match study.description.trim() {
            "" => scenario.description.trim(),
            description => description,
        },
        about,
        seed: settings.seed.unwrap_or(scenario.study.seed),
        replications: settings.replications.unwrap_or(scenario.study.replications).into(),
        metrics: scenario.model.metrics(),
        events,
        given: given.collect(),
    }
}

/// The line below a figure's title: what was asked about, how often and how long it was run.
fn subtitle(study: &Study, runs: &str, replications: u64) -> String {
    let scenario = &study.scenario;
    let title = if study.title.is_empty() { &scenario.title } else { &study.title };
    let of = scenario.study.horizon;
    format!("{title} · {runs} · {} of {of}", counted(replications, "replication"))
}

/// Every value of every replication of these metrics, one to a row, of points or arms that are told apart by texts.
fn observations(first: (&str, &str), names: &[String], runs: &[Runs], metrics: &[&'static Metric]) -> Sheet {
    let mut rows: Vec<(&str, u64, &str, Option<f64>)> = Vec::new();
    for (name, runs) in names.iter().zip(runs) {
        for (replication, values) in (1..).zip(&runs.values) {
            for metric in metrics {
                let index = runs.metrics.iter().position(|other| other.name == metric.name);
                let value = index.and_then(|index| values.get(index).copied().flatten());
                rows.push((name, replication, metric.name, value));
            }
        }
    }
    Sheet::default()
        .texts(first.0, first.1, rows.iter().map(|row| row.0.to_owned()))
        .counts("replication", "The number of the replication, from 1.", rows.iter().map(|row| row.1))
        .texts("metric", "The name of the metric.", rows.iter().map(|row| row.2.to_owned()))
        .numbers(
            "value",
            "",
            "The value in the metric's unit; empty if the replication has none.",
            rows.iter().map(|row| row.3),
        )
}

/// The metrics of these names, in the order of the model's list.
fn metrics(study: &Study, names: &[&'static str]) -> Vec<&'static Metric> {
    let all: &'static [Metric] = study.scenario.model.metrics();
    all.iter().filter(|metric| names.contains(&metric.name)).collect()
}

/// What an axis calls a factor.
fn label(factor: &Factor) -> String {
    let name = factor.name.replace(['_', '.'], " ");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name as the stem of a file.
fn stem(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' };
    name.to_lowercase().chars().map(safe).collect()
}
