//! A student's answers: `answers.toml`.

use std::collections::BTreeMap;

use bazaar_models::violation::Violation;
use bazaar_scenario::{Form, Given, ScenarioError, Source, did_you_mean};
use serde::Deserialize;

use super::field::{Field, Fields};
use super::student::check_id;
use super::typed::quoted;

/// The texts of the designed scenarios, by the names of the questions.
pub type Designs = BTreeMap<String, String>;

/// A student's answers, by the names of the questions.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// The lab.
    pub lab: String,
    /// The student's id.
    pub student: String,
    /// The answers; unanswered questions are absent.
    pub answers: BTreeMap<String, Given>,
    /// The designed scenarios, by the names of the questions.
    #[serde(skip)]
    pub designs: Designs,
}

impl Answers {
    /// Parses an `answers.toml`; `asked` finds the questions of its lab, against which the answers
    /// are checked.
    ///
    /// # Errors
    /// If the text is invalid, or answers a question that is not in the lab: every error, with its
    /// place.
    pub fn parse(source: Source, asked: impl FnOnce(&str) -> Option<Fields>) -> Result<Self, ScenarioError> {
        let source = Source::new(source.name(), quoted(source.text()));
        let (answers, form) = Form::read(source, Self::rules)?;
        if let Some(asked) = asked(&answers.lab) {
            form.check(answers.unasked(&asked))?;
        }
        Ok(answers)
    }

    fn rules(&self) -> Vec<Violation> {
        let keep = "the first lines of answers.toml came with it; put them back as they were";
        let mut broken = Vec::new();
        if self.lab.is_empty() {
            broken.push(Violation::new("", "the answers do not name their lab", keep));
        }
        if self.student.is_empty() {
            broken.push(Violation::new("", "the answers do not name their student", keep));
        } else if let Err(fault) = check_id(&self.student) {
            broken.push(Violation::new("student", fault, keep));
        }
        broken
    }

    fn unasked(&self, asked: &Fields) -> Vec<Violation> {
        let written = || asked.iter().filter(|(_, field)| !matches!(field, Field::Design { .. }));
        let names = || written().map(|(name, _)| name.as_str());
        let unasked = self.answers.keys().filter(|name| !names().any(|asked| asked == name.as_str()));
        let violation = |name: &String| {
            let help = did_you_mean(name, names()).map_or_else(
                || format!("the questions are: {}", names().collect::<Vec<_>>().join(", ")),
                |guess| format!("did you mean `{guess}`?"),
            );
            Violation::new(format!("answers.{name}"), format!("there is no question `{name}`"), help)
        };
        unasked.map(violation).collect()
    }
}
