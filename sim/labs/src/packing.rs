//! Packs the student's folder into one file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use bazaar_exercise::{ANSWERS, SCENARIO, Submission, Work, is_design};
use bazaar_scenario::Source;

use super::error::LabError;
use super::loading::Lab;

/// A packed submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The file.
    pub path: PathBuf,
    /// The unanswered questions, if the lab is one of the program's.
    pub open: Vec<String>,
    /// The questions whose answers are invalid, whatever the key, each with the reason.
    pub doubts: Vec<(String, String)>,
}

/// Packs the answers and the scenario in a folder into `STUDENT.tar` there, and replaces an earlier
/// one. The scenario is run once, so that its fingerprint records the program and the run.
///
/// # Errors
/// If a file is missing or has errors, or the archive cannot be written.
pub fn pack(folder: &Path, now: SystemTime) -> Result<Packed, LabError> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let read = |name: &str| -> Result<Source, LabError> {
        let path = folder.join(name);
        if !path.is_file() {
            return Err(LabError::usage(
                format!("there is no {name} in `{}`", folder.display()),
                "type this in the folder of your lab, or name that folder",
            ));
        }
        Ok(Source::open(&path)?)
    };
    let (answers, scenario) = (read(ANSWERS)?, read(SCENARIO)?);
    let known = |name: &str| {
        let lab = name.starts_with("labs/").then(|| Lab::load(name).ok()).flatten();
        lab.map(|lab| lab.fields())
    };
    let work = Work { scenario, answers, designs: designs(folder)? };
    let made = work.pack(now, known)?;
    let path = folder.join(&made.file);
    let mut file =
        tempfile::Builder::new().prefix(".bazaar-").tempfile_in(folder).map_err(LabError::of(folder))?;
    file.write_all(&made.bytes).map_err(LabError::of(&path))?;
    file.persist(&path).map_err(|error| LabError::of(&path)(error.error))?;
    Ok(Packed { path, open: made.look.open, doubts: made.look.doubts })
}

/// Reads the bytes of a submission, and finds the answers that are invalid, whatever the key, each
/// with the reason.
///
/// # Errors
/// Why it cannot be graded.
pub fn examine(bytes: &[u8], lab: &Lab) -> Result<Vec<(String, String)>, String> {
    Ok(Submission::read(bytes)?.doubts(&lab.fields()))
}

/// The designed scenarios in a folder, in order of name.
fn designs(folder: &Path) -> Result<Vec<(String, Source)>, LabError> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(LabError::of(folder))? {
        let entry = entry.map_err(LabError::of(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_design(&name) && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            found.push((name, Source::open(&entry.path())?));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found)
}
