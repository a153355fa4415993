//! The student's folder into one file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use bazaar_report::date::moment;
use bazaar_scenario::{Scenario, Source};

use super::answers::Answers;
use super::archive;
use super::asked::Question;
use super::design::{self, Design};
use super::error::LabError;
use super::loading::Lab;
use super::marking::{is_blank, no_answer};
use super::release::{ANSWERS, SCENARIO};
use super::submission::{self, RECORD, Record, Submission, fingerprint, is_design};
use super::task::VERSION;

/// A submission that was packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The file.
    pub path: PathBuf,
    /// The questions of the lab that are not answered, where the program knows the lab.
    pub open: Vec<String>,
    /// The questions whose answers cannot be right, whatever the key, each with the reason.
    pub doubts: Vec<(String, String)>,
}

/// Packs the answers and the scenario in a folder into `STUDENT.tar` there, and replaces an earlier one. The scenario is
/// run once, so that its fingerprint says which program ran what.
///
/// # Errors
/// If a file is not there or has errors, or the archive cannot be written.
pub fn pack(folder: &Path, now: SystemTime) -> Result<Packed, LabError> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let read = |name: &str| -> Result<Source, LabError> {
        let path = folder.join(name);
        if !path.is_file() {
            return Err(LabError::usage(
                format!("there is no {name} in `{}`", folder.display()),
                "call this in the folder that you were given, or name that folder",
            ));
        }
        Ok(Source::open(&path)?)
    };
    let (answers_source, scenario_source) = (read(ANSWERS)?, read(SCENARIO)?);
    let known = |name: &str| name.starts_with("labs/").then(|| Lab::load(name).ok()).flatten();
    let answers = Answers::parse(answers_source.clone(), known)?;
    let scenario = Scenario::parse(scenario_source.clone(), &[] as &[&str])?;
    if let Some(sweep) = scenario.sweeps.first() {
        let message = format!("{SCENARIO} has several values for {}", sweep.path);
        return Err(LabError::usage(
            message,
            "put it back as it was; vary values with --set when you run it",
        ));
    }
    let record = Record {
        schema: 1,
        lab: answers.lab.clone(),
        student: answers.student.clone(),
        version: VERSION.to_owned(),
        packed: moment(now),
        fingerprint: fingerprint(&scenario)?,
    };
    let path = folder.join(format!("{}.tar", answers.student));
    let record = serde_json::to_string(&record).map_err(std::io::Error::from).map_err(LabError::of(&path))?;
    let designs = designs(folder)?;
    let mut files =
        vec![(RECORD, record.as_str()), (SCENARIO, scenario_source.text()), (ANSWERS, answers_source.text())];
    files.extend(designs.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let bytes = archive::pack(&files).map_err(LabError::of(&path))?;
    let mut file =
        tempfile::Builder::new().prefix(".bazaar-").tempfile_in(folder).map_err(LabError::of(folder))?;
    file.write_all(&bytes).map_err(LabError::of(&path))?;
    file.persist(&path).map_err(|error| LabError::of(&path)(error.error))?;
    let is_open = |question: &Question| match question.plan() {
        Some(plan) => {
            let text = designs.iter().find(|(name, _)| *name == design::file(&question.name));
            text.is_none_or(|(_, text)| {
                matches!(Design::read(plan, &scenario, &question.name, text), Design::Unchanged)
            })
        }
        None => answers.answers.get(&question.name).is_none_or(is_blank),
    };
    let doubt = |question: &Question| match question.plan() {
        Some(plan) => {
            let (_, text) = designs.iter().find(|(name, _)| *name == design::file(&question.name))?;
            match Design::read(plan, &scenario, &question.name, text) {
                Design::Refused(why) => Some(why),
                Design::Unchanged | Design::Sound { .. } => None,
            }
        }
        None => {
            no_answer(&question.kind, answers.answers.get(&question.name).filter(|given| !is_blank(given))?)
        }
    };
    let questions = known(&answers.lab).map(|lab| lab.questions).unwrap_or_default();
    let named = |question: &Question| question.name.clone();
    Ok(Packed {
        path,
        open: questions.iter().filter(|question| is_open(question)).map(named).collect(),
        doubts: questions.iter().filter_map(|question| Some((named(question), doubt(question)?))).collect(),
    })
}

/// Reads the bytes of a file that was handed in, and says which of its answers cannot be right, whatever the key, each with the reason.
///
/// # Errors
/// Why it cannot be graded.
pub fn examine(bytes: &[u8], lab: &Lab) -> Result<Vec<(String, String)>, String> {
    let Submission { answers, .. } = submission::read(bytes)?;
    let doubt = |question: &Question| {
        let given = answers.answers.get(&question.name).filter(|given| !is_blank(given))?;
        Some((question.name.clone(), no_answer(&question.kind, given)?))
    };
    Ok(lab.questions.iter().filter_map(doubt).collect())
}

/// The scenarios in a folder that were designed, in order of name; each can be read.
fn designs(folder: &Path) -> Result<Vec<(String, String)>, LabError> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(LabError::of(folder))? {
        let entry = entry.map_err(LabError::of(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_design(&name) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let source = Source::open(&entry.path())?;
            let text = source.text().to_owned();
            Scenario::parse(source, &[] as &[&str])?;
            found.push((name, text));
        }
    }
    found.sort();
    Ok(found)
}
