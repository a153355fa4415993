//! What is in a file that was handed in, and whether it can be graded.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use bazaar_report::date::is_moment;
use bazaar_report::foreign::Foreign;
use bazaar_scenario::{Scenario, Source};
use bazaar_study::{Settings, Silent, StudyError, run};
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::archive::{LARGEST, unpack};
use super::error::LabError;
use super::release::{ANSWERS, SCENARIO};
use super::roster::check_id;
use super::task::VERSION;

/// The name of the record in an archive.
pub(super) const RECORD: &str = "submission.json";

/// What `pack` says of a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub(super) schema: u32,
    pub(super) lab: String,
    pub(super) student: String,
    /// The program's version.
    pub(super) version: String,
    /// When it was packed, by the student's clock.
    pub(super) packed: String,
    /// The fingerprint of a run of the scenario.
    pub(super) fingerprint: String,
}

impl Record {
    /// Whether everything in it is what it is called.
    fn check(&self) -> Result<(), String> {
        let refuse = |what: &str, given: &str| Err(format!("`{}` is no {what}", Foreign::new(given)));
        let in_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' ');
        if self.schema != 1 {
            return Err(format!("{RECORD} has the layout {}, which this program does not know", self.schema));
        }
        if self.lab.is_empty() || self.lab.chars().count() > 80 || !self.lab.chars().all(in_name) {
            return refuse("name of a lab", &self.lab);
        }
        let Some(version) = version(&self.version) else { return refuse("version", &self.version) };
        if Some(version) > self::version(VERSION) {
            return Err(format!(
                "it says that it was packed with {}, and this is {VERSION}: grade with the program that was packed with",
                self.version
            ));
        }
        if !is_moment(&self.packed) {
            return refuse("time", &self.packed);
        }
        let is_checksum =
            self.fingerprint.len() == 64 && self.fingerprint.bytes().all(|it| it.is_ascii_hexdigit());
        if is_checksum { Ok(()) } else { refuse("fingerprint", &self.fingerprint) }
    }
}

/// The three numbers of a version.
fn version(text: &str) -> Option<[u32; 3]> {
    let parts: Vec<u32> = text
        .split('.')
        .map(|part| {
            let is_number = (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse().ok()).flatten()
        })
        .collect::<Option<_>>()?;
    parts.try_into().ok()
}

/// A file that could be read.
#[derive(Debug)]
pub(super) struct Submission {
    pub(super) record: Record,
    pub(super) answers: Answers,
    pub(super) scenario: Scenario,
}

impl Submission {
    /// Whether two files say the same.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        self.record == other.record
            && self.answers == other.answers
            && self.scenario.to_toml() == other.scenario.to_toml()
    }
}

/// The fingerprint of one replication of a scenario: every event in it, and what came out.
pub(super) fn fingerprint(scenario: &Scenario) -> Result<String, StudyError> {
    let settings = Settings { replications: Some(1), threads: 1, fingerprint: true, ..Settings::default() };
    let outcome = run(scenario, &settings, &Silent)?;
    let mut text = String::new();
    for seen in &outcome.observations {
        text.push_str(&format!("{:?}", seen.fingerprint));
        for value in &seen.values {
            text.push_str(&format!(" {:?}", value.map(f64::to_bits)));
        }
    }
    Ok(bazaar_report::identity::checksum(text.as_bytes()))
}

/// Whether a file has the name of a scenario that a student designed: that of a question, with the ending of a scenario.
pub(super) fn is_design(name: &str) -> bool {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let stem = name.strip_suffix(".toml").filter(|stem| !stem.is_empty() && stem.len() <= 64);
    stem.is_some_and(|stem| stem.chars().all(letters)) && name != SCENARIO && name != ANSWERS
}

/// Reads a file.
///
/// # Errors
/// What is wrong with it, in words for the lecturer.
pub(super) fn open(path: &Path) -> Result<Submission, String> {
    // A pipe of that name would keep everybody waiting, and a link may lead anywhere.
    if !fs::symlink_metadata(path).is_ok_and(|found| found.is_file()) {
        return Err("it is no plain file".to_owned());
    }
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tar")) {
        return Err("it is no .tar as `bazaar course pack` makes it".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| format!("it cannot be read: {error}"))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| format!("it cannot be read: {error}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it is larger than {LARGEST} bytes, and no pack is"));
    }
    read(&bytes)
}

/// Reads the bytes of a file.
///
/// # Errors
/// What is wrong with it, in words for the lecturer.
pub(super) fn read(bytes: &[u8]) -> Result<Submission, String> {
    let mut files = unpack(bytes, &[RECORD, SCENARIO, ANSWERS], is_design)?;
    let record: Record =
        serde_json::from_str(&files[RECORD]).map_err(|error| format!("{RECORD} cannot be read: {error}"))?;
    check_id(&record.student)?;
    record.check()?;
    let mut answers = Answers::parse(Source::new(ANSWERS, files[ANSWERS].as_str()), |_| None)
        .map_err(|error| format!("{ANSWERS}: {}", first(&error)))?;
    if answers.student != record.student || answers.lab != record.lab {
        return Err(format!(
            "{ANSWERS} is of {} and {}, the record of {} and {}",
            answers.lab, answers.student, record.lab, record.student
        ));
    }
    let scenario = Scenario::parse(Source::new(SCENARIO, files[SCENARIO].as_str()), &[] as &[&str])
        .map_err(|error| format!("{SCENARIO}: {}", first(&error)))?;
    files.retain(|name, _| is_design(name));
    let question = |name: String| name.trim_end_matches(".toml").to_owned();
    answers.designs = files.into_iter().map(|(name, text)| (question(name), text)).collect();
    Ok(Submission { record, answers, scenario })
}

/// The first of the errors in a text, with its line.
fn first(error: &bazaar_scenario::ScenarioError) -> String {
    match error.diagnostics().first() {
        Some(diagnostic) => format!("line {}: {}", diagnostic.place().position().0, diagnostic.message()),
        None => error.to_string(),
    }
}

/// Endings of what students hand in: what `pack` makes, and what they may have made of it.
const ARCHIVES: [&str; 7] = ["tar", "zip", "gz", "tgz", "7z", "rar", "xz"];

fn is_archive(ending: &OsStr) -> bool {
    ARCHIVES.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// How many folders deep files are looked for.
const DEEPEST: usize = 8;

/// Every archive in a folder and below it, in order of path. Links are not followed.
pub(super) fn find(folder: &Path) -> Result<Vec<PathBuf>, LabError> {
    if !folder.is_dir() {
        return Err(LabError::usage(
            format!("there is no folder `{}`", folder.display()),
            "name the folder with the files that students handed in",
        ));
    }
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(LabError::of(&folder))? {
            let entry = entry.map_err(LabError::of(&folder))?;
            let kind = entry.file_type().map_err(LabError::of(&folder))?;
            let path = entry.path();
            if kind.is_dir() && depth < DEEPEST {
                folders.push((path, depth + 1));
            } else if path.extension().is_some_and(is_archive) && !kind.is_dir() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
