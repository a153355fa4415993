//! The content of a submission, and whether it can be graded.

use bazaar_figure::checksum::checksum;
use bazaar_figure::date::is_moment;
use bazaar_figure::foreign::Foreign;
use bazaar_scenario::{Scenario, Source};
use bazaar_study::experiment::Task;
use bazaar_study::{Settings, Silent, StudyError, run_until};
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use super::archive::unpack;
use super::student::check_id;
use super::{ANSWERS, SCENARIO, VERSION};

/// The name of the record in an archive.
pub(crate) const RECORD: &str = "submission.json";

/// The record that `pack` adds to a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The layout, which is 1.
    pub schema: u32,
    /// The lab.
    pub lab: String,
    /// The student's id.
    pub student: String,
    /// The program's version.
    pub version: String,
    /// The time of packing, by the student's clock.
    pub packed: String,
    /// The fingerprint of a run of the scenario.
    pub fingerprint: String,
}

impl Record {
    /// Checks the form of every field.
    fn check(&self) -> Result<(), String> {
        let refuse =
            |what: &str, given: &str| Err(format!("`{}` is not a valid {what}", Foreign::new(given)));
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
                "it was packed with {}, which is newer than this program, {VERSION}: grade with that version",
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

/// A parsed submission.
#[derive(Debug)]
pub struct Submission {
    /// The record.
    pub record: Record,
    /// The answers, with the designed scenarios.
    pub answers: Answers,
    /// The packed scenario.
    pub scenario: Scenario,
}

impl Submission {
    /// Parses the bytes of a submission.
    ///
    /// # Errors
    /// The error, in words for the lecturer.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut files = unpack(bytes, &[RECORD, SCENARIO, ANSWERS], is_design)?;
        let record: Record = serde_json::from_str(&files[RECORD])
            .map_err(|error| format!("{RECORD} cannot be read: {error}"))?;
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

    /// Whether two submissions have the same content.
    #[must_use]
    pub fn is_as(&self, other: &Self) -> bool {
        self.record == other.record
            && self.answers == other.answers
            && self.scenario.to_toml() == other.scenario.to_toml()
    }
}

/// The fingerprint of one replication of a scenario: of every event and the observation.
///
/// # Errors
/// If it cannot be run.
pub fn fingerprint(scenario: &Scenario) -> Result<String, StudyError> {
    let settings = Settings { fingerprint: true, ..Settings::on_threads(1) };
    let first = Task { replications: Some(1), ..Task::all(scenario) };
    let outcome = run_until(&first, &settings, &[], &Silent)?;
    let mut text = String::new();
    for seen in &outcome.observations {
        text.push_str(&format!("{:?}", seen.fingerprint));
        for value in &seen.values {
            text.push_str(&format!(" {:?}", value.map(f64::to_bits)));
        }
    }
    Ok(checksum(text.as_bytes()))
}

/// Whether a file has the name of a designed scenario: that of a question, with the ending of a
/// scenario.
#[must_use]
pub fn is_design(name: &str) -> bool {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let stem = name.strip_suffix(".toml").filter(|stem| !stem.is_empty() && stem.len() <= 64);
    stem.is_some_and(|stem| stem.chars().all(letters)) && name != SCENARIO && name != ANSWERS
}

/// The first error in a text, with its line.
fn first(error: &bazaar_scenario::ScenarioError) -> String {
    match error.diagnostics().first() {
        Some(diagnostic) => format!("line {}: {}", diagnostic.place().position().0, diagnostic.message()),
        None => error.to_string(),
    }
}
