//! Packs a student's work into one file.

use std::time::SystemTime;

use bazaar_figure::date::moment;
use bazaar_scenario::{Scenario, Source};

use super::answers::Answers;
use super::archive;
use super::design::{Design, design_file};
use super::error::ExerciseError;
use super::field::{Field, Fields, is_blank};
use super::submission::{RECORD, Record, Submission, fingerprint};
use super::{ANSWERS, SCENARIO, VERSION};

/// A student's finished work: the texts of the files, wherever they are stored.
#[derive(Clone, Debug)]
pub struct Work {
    /// The student's own scenario.
    pub scenario: Source,
    /// The answers.
    pub answers: Source,
    /// The designed scenarios, by the names of their files.
    pub designs: Vec<(String, Source)>,
}

/// The checks of a student's work without a key.
#[derive(Clone, Debug)]
pub struct Look {
    /// The parsed answers.
    pub answers: Answers,
    /// The student's own scenario.
    pub scenario: Scenario,
    /// The unanswered questions, if the lab's questions are known.
    pub open: Vec<String>,
    /// The questions whose answers are invalid, whatever the key, each with the reason.
    pub doubts: Vec<(String, String)>,
}

/// Packed work.
#[derive(Clone, Debug)]
pub struct Packed {
    /// The file's name.
    pub file: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// The checks.
    pub look: Look,
}

impl Work {
    /// Packs the work at this time of the student's clock. The scenario is run once, so that its
    /// fingerprint records the program and the run. `asked` finds the questions of a lab by its
    /// name.
    ///
    /// # Errors
    /// If a text has errors, or the scenario cannot be run.
    pub fn pack(
        &self,
        now: SystemTime,
        asked: impl FnOnce(&str) -> Option<Fields>,
    ) -> Result<Packed, ExerciseError> {
        let look = self.look(asked)?;
        for (_, design) in &self.designs {
            Scenario::parse(design.clone(), &[] as &[&str])?;
        }
        let record = Record {
            schema: 1,
            lab: look.answers.lab.clone(),
            student: look.answers.student.clone(),
            version: VERSION.to_owned(),
            packed: moment(now),
            fingerprint: fingerprint(&look.scenario)?,
        };
        let record = serde_json::to_string(&record).map_err(std::io::Error::from)?;
        let mut files =
            vec![(RECORD, record.as_str()), (SCENARIO, self.scenario.text()), (ANSWERS, self.answers.text())];
        files.extend(self.designs.iter().map(|(name, design)| (name.as_str(), design.text())));
        files[3..].sort_unstable();
        let bytes = archive::pack(&files)?;
        Ok(Packed { file: format!("{}.tar", look.answers.student), bytes, look })
    }

    /// Checks the work: unanswered questions, and invalid answers.
    ///
    /// # Errors
    /// If answers or scenario cannot be parsed, or the scenario is no longer one run.
    pub fn look(&self, asked: impl FnOnce(&str) -> Option<Fields>) -> Result<Look, ExerciseError> {
        let mut fields = None;
        let found = |lab: &str| {
            fields = asked(lab);
            fields.clone()
        };
        let answers = Answers::parse(self.answers.clone(), found)?;
        let scenario = Scenario::parse(self.scenario.clone(), &[] as &[&str])?;
        if let Some(sweep) = scenario.sweeps.first() {
            return Err(ExerciseError::Use {
                message: format!("{SCENARIO} has several values for {}", sweep.path),
                help: "put it back as it was; vary values with --set when you run it".to_owned(),
            });
        }
        let fields = fields.unwrap_or_default();
        let open = fields.iter().filter(|(name, field)| self.is_open(&answers, &scenario, name, field));
        let open = open.map(|(name, _)| name.clone()).collect();
        let doubt = |(name, field): &(String, Field)| {
            let why = match field {
                Field::Design { may_change } => {
                    let text = self.design(name)?;
                    match Design::read(may_change, &scenario, name, text) {
                        Design::Refused(why) => Some(why),
                        Design::Unchanged | Design::Sound { .. } => None,
                    }
                }
                _ => field.no_answer(answers.answers.get(name).filter(|given| !is_blank(given))?),
            };
            Some((name.clone(), why?))
        };
        let doubts = fields.iter().filter_map(doubt).collect();
        Ok(Look { answers, scenario, open, doubts })
    }

    fn is_open(&self, answers: &Answers, scenario: &Scenario, name: &str, field: &Field) -> bool {
        match field {
            Field::Design { may_change } => self.design(name).is_none_or(|text| {
                matches!(Design::read(may_change, scenario, name, text), Design::Unchanged)
            }),
            _ => answers.answers.get(name).is_none_or(is_blank),
        }
    }

    /// The text of the design for a question.
    fn design(&self, question: &str) -> Option<&str> {
        let file = design_file(question);
        self.designs.iter().find(|(name, _)| *name == file).map(|(_, design)| design.text())
    }
}

impl Submission {
    /// The answers that are invalid, whatever the key, each with the reason.
    #[must_use]
    pub fn doubts(&self, asked: &Fields) -> Vec<(String, String)> {
        let doubt = |(name, field): &(String, Field)| {
            let given = self.answers.answers.get(name).filter(|given| !is_blank(given))?;
            Some((name.clone(), field.no_answer(given)?))
        };
        asked.iter().filter_map(doubt).collect()
    }
}
