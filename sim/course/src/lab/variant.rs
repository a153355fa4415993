//! A student's own form of a lab.

use bazaar_scenario::Scenario;

use super::error::LabError;
use super::key::CourseKey;
use super::loading::Lab;

/// How many seeds there are: few enough to type.
const SEEDS: u64 = 1_000_000_000;

/// A student's own values, and the scenario with them.
#[derive(Clone, Debug)]
pub struct Variant {
    student: String,
    values: Vec<(String, String)>,
    scenario: Scenario,
}

impl Variant {
    /// The variant that follows from the course key, the lab and the student's id.
    ///
    /// # Errors
    /// If the student's values do not go together in the scenario.
    pub fn new(lab: &Lab, key: &CourseKey, student: &str) -> Result<Self, LabError> {
        let mut values = Vec::with_capacity(lab.personal.len());
        let mut edits = Vec::with_capacity(lab.personal.len() + 1);
        for personal in &lab.personal {
            let count = personal.values.len() as u64;
            let chosen = key.number(&["value", &lab.name, student, &personal.path], count);
            let chosen = usize::try_from(chosen).ok().and_then(|chosen| personal.values.get(chosen));
            if let Some(value) = chosen {
                edits.push(format!("{}={value}", personal.path));
                values.push((personal.label.clone(), value.trim_matches('"').to_owned()));
            }
        }
        let seed = 1 + key.number(&["seed", &lab.name, student], SEEDS);
        edits.push(format!("study.seed={seed}"));
        let mut scenario = lab.scenario.with(&edits)?;
        scenario.title = format!("{}: {student}", lab.text.title);
        scenario.description = format!("The scenario of {student} for the lab {}.\n", lab.name);
        Ok(Variant { student: student.to_owned(), values, scenario })
    }

    /// The student's id.
    #[must_use]
    pub fn student(&self) -> &str {
        &self.student
    }

    /// The personal values, each with what it is called.
    #[must_use]
    pub fn values(&self) -> &[(String, String)] {
        &self.values
    }

    /// The student's scenario, with their values and their seed.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The same for making the key: from a seed that no student has seen, and alike for all with the same values.
    pub(super) fn for_key(&self, lab: &Lab, key: &CourseKey) -> Scenario {
        let mut scenario = self.scenario.clone();
        scenario.title.clone_from(&lab.text.title);
        scenario.description.clear();
        scenario.study.seed = 1 + SEEDS + key.number(&["key", &lab.name], SEEDS);
        scenario
    }
}
