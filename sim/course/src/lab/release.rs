//! From a lab and a roster to a folder for each student.

use std::fmt::Write as _;
use std::path::Path;

use bazaar_study::experiment::{ExperimentError, Nowhere, Task, conduct};
use bazaar_study::{Progress, Settings, Silent};

use super::asked::Hidden;
use super::crew::share_out;
use super::design;
use super::error::LabError;
use super::key::CourseKey;
use super::loading::Lab;
use super::roster::Roster;
use super::task::{blank_answers, task};
use super::variant::{Variant, World};
use super::written::claim;

/// The names of a student's files.
pub(super) const SCENARIO: &str = "scenario.toml";
pub(super) const ANSWERS: &str = "answers.toml";
const TASK: &str = "task.md";

/// Writes the folders of all students below `out`, all of them or none. Data of hidden worlds are made by running them.
///
/// # Errors
/// If the folder holds something, a student's values do not go together, a run fails, or a file cannot be written.
pub fn release(
    lab: &Lab,
    key: &CourseKey,
    roster: &Roster,
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
    let mut files = Vec::with_capacity(3 * variants.len() + tables.len());
    for variant in &variants {
        let (student, scenario) = (variant.student(), variant.scenario().to_toml());
        for question in lab.questions.iter().filter(|question| question.plan().is_some()) {
            files.push((format!("{student}/{}", design::file(&question.name)), scenario.clone()));
        }
        files.push((format!("{student}/{SCENARIO}"), scenario));
        files.push((format!("{student}/{TASK}"), task(lab, variant)));
        files.push((format!("{student}/{ANSWERS}"), blank_answers(lab, variant)));
    }
    for ((variant, question, ..), table) in worlds.iter().zip(tables) {
        files.push((format!("{}/{question}.csv", variant.student()), table?.unwrap_or_default()));
    }
    place.write(&files)
}

/// What is observed of a world, as comma-separated values; a number has all of its digits.
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
