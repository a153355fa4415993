//! Makes the runs of directives, each only once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use bazaar_figure::checksum::checksum;
use bazaar_study::experiment::Task;
use bazaar_study::{Outcome, Settings, Silent, StudyError, Verdict, VerifyError};

use super::cache::Cache;
use super::fault::Fault;
use super::subject::{Shelf, Subject};
use bazaar_report::cause::Cause;

/// The runs of one build, and the results of earlier ones.
#[derive(Debug)]
pub(crate) struct Workshop {
    pub(crate) shelf: Shelf,
    pub(crate) cache: Cache,
    outcomes: BTreeMap<String, Rc<Outcome>>,
    checked: usize,
}

impl Workshop {
    pub(crate) fn new(shelf: Shelf, cache: Cache) -> Self {
        Workshop { shelf, cache, outcomes: BTreeMap::new(), checked: 0 }
    }

    /// Counts a run of a scenario or study.
    pub(crate) fn count(&mut self) {
        self.checked += 1;
    }

    /// The number of scenarios and studies that were run; the checks of a scenario count as one.
    pub(crate) fn runs(&self) -> usize {
        self.outcomes.len() + self.checked
    }

    /// The outcome of a run of this subject.
    ///
    /// # Errors
    /// If the scenario has several values for a parameter, or the run failed; `at` is
    /// the place of the directive.
    pub(crate) fn outcome(&mut self, subject: &Subject, at: &Range<usize>) -> Result<Rc<Outcome>, Fault> {
        let key = key(subject);
        if let Some(outcome) = self.outcomes.get(&key) {
            return Ok(Rc::clone(outcome));
        }
        let task = Task { first: subject.first, ..Task::all(&subject.scenario) };
        let outcome = bazaar_study::run_until(&task, &Settings::default(), &[], &Silent)
            .map_err(|error| fault(&error, at.clone()))?;
        let outcome = Rc::new(outcome);
        self.outcomes.insert(key, Rc::clone(&outcome));
        Ok(outcome)
    }

    /// The results of the checks of this subject's scenario.
    ///
    /// # Errors
    /// If a check is invalid for its scenario, or a run failed.
    pub(crate) fn verdicts(&mut self, subject: &Subject, at: &Range<usize>) -> Result<Vec<Verdict>, Fault> {
        let scenarios = std::slice::from_ref(&subject.scenario);
        let verdicts = bazaar_study::verify(scenarios, &Settings::default(), &Silent);
        self.checked += 1;
        verdicts.map_err(|error| match error {
            VerifyError::Scenario(error) => {
                let message = format!("the checks of `{}` cannot be run", subject.scenario.name);
                Fault::new(at.clone(), message, "").with_scenario(error)
            }
            VerifyError::Study(error) => fault(&error, at.clone()),
        })
    }
}

/// Everything on which the result of a run depends, except the program.
pub(crate) fn key(subject: &Subject) -> String {
    let Subject { scenario, first, .. } = subject;
    let tables = scenario.tables.iter();
    let tables: Vec<String> =
        tables.map(|table| format!("{} {}", table.name, checksum(&table.bytes))).collect();
    let tables = tables.join("\n");
    format!("{}\n{first}\n{tables}\n{}", scenario.name, scenario.to_toml())
}

fn fault(error: &StudyError, at: Range<usize>) -> Fault {
    let message = error.to_string();
    match error {
        StudyError::Swept { path, values, .. } => {
            Fault::new(at, message, format!("pick one, as in --set {path}={}", values.join(" or ")))
        }
        _ => Fault::new(at, message, "").because(Cause::Failed),
    }
}
