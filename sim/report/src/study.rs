//! The folder of a study: the parts common to all kinds of studies.

use std::path::Path;

use bazaar_figure::figure::Figure;
use bazaar_figure::sheet::{Sheet, Table};
use bazaar_figure::study::{Answer, measures, of_survey};
use bazaar_scenario::{CONTROL_FILE, Question, Scenario, Study, Without, arm_file};
use bazaar_study::evaluation::Measured;

use crate::folder::FolderError;
use crate::manifest::{Content, Work};
use crate::overview::{self, Overview};
use crate::table::{self, PARQUET, media_type};

/// The contents of a study's folder, except its page, its record and its manifest: the study and
/// its scenarios, and the tables and figures of its answer.
///
/// # Errors
/// If a table or a figure cannot be made.
pub fn contents(answer: &dyn Answer) -> Result<Vec<Content>, FolderError> {
    let study = answer.study();
    let mut contents = vec![
        Content::new(
            "study.toml",
            "Study",
            "The question of the study, for the scenarios beside it.",
            "application/toml",
            study.to_toml(),
        ),
        Content::new(
            "scenario.toml",
            "Scenario",
            "The scenario of the study, as it was run, with all defaults.",
            "application/toml",
            study.scenario.to_toml(),
        ),
    ];
    contents.extend(arms(study).map(|(path, scenario)| {
        let about = "An arm, as it was run, with all defaults.";
        Content::new(&path, "Arm", about, "application/toml", scenario.to_toml())
    }));
    for table in &study.scenario.tables {
        let format = media_type(&table.name);
        let about = "A table of the scenario, unchanged.";
        contents.push(Content::new(
            &table.name,
            "Table of the scenario",
            about,
            format,
            table.bytes.to_vec(),
        ));
    }
    for Table { name, about, sheet } in answer.tables() {
        contents.extend(written(name, about, &sheet)?);
    }
    contents.extend(drawn(answer.figures()?));
    contents.extend(answer.parameters().map(|text| {
        let about = "The factors with the ends of their ranges, as SALib's read_param_file reads them.";
        Content::new("parameters.txt", "Parameters", about, "text/plain", text)
    }));
    Ok(contents)
}

/// A table in both formats.
fn written(name: &str, about: &str, sheet: &Sheet) -> Result<[Content; 2], FolderError> {
    let (mut parquet, mut csv) = (Vec::new(), Vec::new());
    table::parquet(table::frame(sheet)?, &mut parquet)?;
    table::csv(table::frame(sheet)?, &mut csv)?;
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

/// The work of a study, for the manifest; `runs` counts points, arms or searches in words.
#[must_use]
pub fn work(study: &Study, about: String, events: u64) -> Work<'_> {
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
        seed: scenario.study.seed,
        replications: scenario.study.replications.into(),
        metrics: scenario.model.metrics(),
        events,
        given: given.collect(),
    }
}

/// The evaluation of a table of people or households as files: its page, the measures, and their
/// figures with the limit of affordability.
///
/// # Errors
/// If a table or a figure cannot be made.
pub fn surveyed(
    table: &str,
    all: &[Measured],
    limit: f64,
    overview: &Overview<'_>,
) -> Result<Vec<Content>, FolderError> {
    let about = "The measures of the programme, one per row.";
    let mut contents = written("evaluation", about, &measures(all))?.to_vec();
    contents.extend(drawn(of_survey(table, all, limit)?));
    with_page(overview, contents)
}

/// Fitted models as files: the page, these files with their descriptions, and these figures.
///
/// # Errors
/// If the page cannot be made.
pub fn fitted(
    overview: &Overview<'_>,
    files: impl IntoIterator<Item = (&'static str, &'static str, &'static str, Vec<u8>)>,
    figures: Vec<Figure>,
) -> Result<Vec<Content>, FolderError> {
    let files = files.into_iter();
    let files = files.map(|(path, about, format, bytes)| Content::new(path, path, about, format, bytes));
    with_page(overview, files.chain(drawn(figures)).collect())
}

fn with_page(overview: &Overview<'_>, mut contents: Vec<Content>) -> Result<Vec<Content>, FolderError> {
    let page = overview.page(&contents, &[]);
    contents.insert(0, page.map_err(|error| FolderError::writing(Path::new(overview::NAME), error))?);
    Ok(contents)
}
