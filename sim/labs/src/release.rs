//! From a lab and a roster to a folder for each student.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use bazaar_exercise::{ANSWERS, Field, SCENARIO, design_file};
use bazaar_play::{ENGINE_FILE, Engine};
use bazaar_study::experiment::{ExperimentError, Nowhere, Task, conduct};
use bazaar_study::{Progress, Settings, Silent};

use super::asked::Hidden;
use super::crew::share_out;
use super::error::LabError;
use super::key::CourseKey;
use super::loading::Lab;
use super::page::page;
use super::roster::Roster;
use super::task::{exercise, task};
use super::variant::{Variant, World};
use super::written::claim;

/// The file with the task.
const TASK: &str = "task.md";

/// The file with the page.
const PAGE: &str = "lab.html";

/// The form in which students get the page of a lab.
#[derive(Debug)]
pub enum Pages {
    /// In none.
    None,
    /// As a file in each student's folder, with the engine inside: about 2 MB each.
    Files(Engine),
    /// As small pages in a folder for a web server, with one engine for all. The names of the pages
    /// cannot be guessed; a table assigns them to students.
    Linked(Engine),
}

/// The folder for a web server, which is not a valid id of a student.
const WEB: &str = "_web";

/// The table that assigns pages to students.
const LINKS: &str = "_links.csv";

/// Writes the folders of all students below `out`, all of them or none. Data of hidden worlds are
/// made by running them.
///
/// # Errors
/// If the folder is not empty, a student's values contradict each other, a run fails, or a file
/// cannot be written.
pub fn release(
    lab: &Lab,
    key: &CourseKey,
    roster: &Roster,
    pages: &Pages,
    out: &Path,
    threads: usize,
    progress: &dyn Progress,
) -> Result<(), LabError> {
    let place = claim(out, None, false)?;
    let students = roster.students().iter();
    let variants: Vec<Variant> =
        students.map(|student| Variant::new(lab, key, student)).collect::<Result<_, _>>()?;
    let worlds: Vec<(&Variant, &str, &Hidden, &World)> = variants
        .iter()
        .flat_map(|variant| {
            let of_one = lab.questions.iter().enumerate();
            of_one.filter_map(move |(index, question)| {
                Some((variant, question.name.as_str(), question.hidden()?, variant.world(index)?))
            })
        })
        .collect();
    let tables = share_out(worlds.len(), threads, progress, |index| {
        worlds.get(index).map(|(_, _, hidden, world)| observed(hidden, world)).transpose()
    });
    let mut data: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for ((variant, question, ..), table) in worlds.iter().zip(tables) {
        let of_one = data.entry(variant.student()).or_default();
        of_one.insert(format!("{question}.csv"), table?.unwrap_or_default());
    }
    let script = match pages {
        Pages::None => String::new(),
        Pages::Files(engine) | Pages::Linked(engine) => engine.script(),
    };
    let mut links = "student,page\n".to_owned();
    let mut files = Vec::with_capacity(3 * variants.len() + worlds.len());
    for variant in &variants {
        let student = variant.student();
        let exercise = exercise(lab, variant, data.remove(student).unwrap_or_default());
        let designs = exercise.questions.iter().filter(|asked| matches!(asked.field, Field::Design { .. }));
        for asked in designs {
            files.push((format!("{student}/{}", design_file(&asked.name)), exercise.scenario.clone()));
        }
        files.push((format!("{student}/{SCENARIO}"), exercise.scenario.clone()));
        files.push((format!("{student}/{TASK}"), task(&exercise)));
        files.push((format!("{student}/{ANSWERS}"), exercise.answers(&BTreeMap::new())));
        // One at a time: they are large.
        match pages {
            Pages::None => {}
            Pages::Files(_) => place.put(&format!("{student}/{PAGE}"), &page(&exercise, &script))?,
            Pages::Linked(_) => {
                let name = key.number(&["page", &lab.name, student], u64::MAX);
                place.put(&format!("{WEB}/{name:016x}.html"), &page(&exercise, ""))?;
                let _ = writeln!(links, "{student},{WEB}/{name:016x}.html");
            }
        }
        files.extend(exercise.data.into_iter().map(|(name, table)| (format!("{student}/{name}"), table)));
    }
    if let Pages::Linked(_) = pages {
        files.push((format!("{WEB}/{ENGINE_FILE}"), script));
        files.push((LINKS.to_owned(), links));
    }
    place.write(&files)
}

/// The observations of a world, as comma-separated values; numbers have all their digits.
fn observed(hidden: &Hidden, world: &World) -> Result<String, ExperimentError> {
    let settings = Settings { threads: 1, ..Settings::default() };
    let task = Task { scenario: &world.scenario, first: 0, replications: Some(hidden.observations) };
    let runs = conduct(&[task], &settings, &Nowhere, &Silent)?;
    let of = |column: &&str| runs.first().and_then(|runs| runs.of_metric(column)).unwrap_or_default();
    let columns: Vec<Vec<Option<f64>>> = hidden.columns.iter().map(of).collect();
    let mut text = format!("observation,{}\n", hidden.columns.join(","));
    for row in 0..hidden.observations as usize {
        let _ = write!(text, "{}", row + 1);
        for column in &columns {
            let value = column.get(row).copied().flatten().map(|value| value.to_string()).unwrap_or_default();
            let _ = write!(text, ",{value}");
        }
        text.push('\n');
    }
    Ok(text)
}
