//! What the answers of all studies have in common, and how each is come by.
//!
//! A study is asked in two steps: first its question becomes a list of runs, which can be announced, shared or found done
//! already; then the runs are made and read. Whoever shows an answer, a terminal, a folder, a page of the book or of a
//! browser, takes it as an [`Answer`] and knows nothing of its kind.

use bazaar_scenario::Threshold as Turning;
use bazaar_scenario::{Compare, Evaluate, Question, Sensitivity as Screening, Stress, Study, SweepPlan};
use bazaar_study::answer::{self, AnswerError, Evaluation, Screened, Stresses, Sweep};
use bazaar_study::experiment::{PartStore, Task};
use bazaar_study::{Progress, Settings};
use serde_json::value::RawValue;

use super::{Comparison, Points, Programme, Sensitivity, Stresstest, Threshold};
use crate::figure::{Figure, FigureError};
use crate::sheet::{Sheet, Table};
use crate::told::{Block, Told};

/// The answer of a study.
pub trait Answer {
    /// The study that was asked.
    fn study(&self) -> &Study;

    /// What was looked for, where that is said before how it was run.
    fn sought(&self) -> Option<String> {
        None
    }

    /// How often it was run, in words: `3 arms of 20 replications`.
    fn runs(&self) -> String;

    /// How many events were handled, over all runs.
    fn events(&self) -> u64;

    /// The headings above [`rows`](Answer::rows), with whether a column holds numbers.
    fn headings(&self) -> Vec<(&str, bool)>;

    /// The table that people read.
    fn rows(&self) -> Vec<Vec<String>>;

    /// What follows from it, in sentences.
    fn sentences(&self) -> Vec<String> {
        Vec::new()
    }

    /// Why the question has no answer, if it has none.
    fn undecided(&self) -> Option<String> {
        None
    }

    /// What somebody at a terminal is told beside the answer.
    fn aside(&self) -> Option<String> {
        None
    }

    /// The table that other programs read.
    fn table(&self) -> Sheet;

    /// The tables of its folder, that one among them.
    fn tables(&self) -> Vec<Table>;

    /// The factors as SALib's `read_param_file` reads them, of a study that has a design for it.
    fn parameters(&self) -> Option<String> {
        None
    }

    /// Its figures.
    ///
    /// # Errors
    /// If the library that draws gives up.
    fn figures(&self) -> Result<Vec<Figure>, FigureError>;

    /// What was done, in a few words.
    fn about(&self) -> String;

    /// What `--json` prints, with how many seconds it took.
    ///
    /// # Errors
    /// If it is no JSON, which no result is.
    fn result(&self, elapsed: f64) -> serde_json::Result<Box<RawValue>>;

    /// What a person is told of it.
    fn told(&self) -> Told {
        Told {
            sought: self.sought().map(|sought| format!("where {sought}")),
            runs: self.runs(),
            events: Some(self.events()),
            blocks: vec![Block::new("", &self.headings(), self.rows())],
            sentences: self.sentences(),
            ..Told::of_study(self.study())
        }
    }
}

/// A study whose runs are known, and not made yet.
pub struct Asked<'a> {
    study: &'a Study,
    settings: &'a Settings,
    plan: Plan<'a>,
}

enum Plan<'a> {
    Compare(&'a Compare),
    Sweep(&'a SweepPlan, Sweep),
    Sensitivity(&'a Screening, Screened),
    Threshold(&'a Turning),
    Evaluate(&'a Evaluate, Evaluation<'a>),
    Stress(&'a Stress, Stresses<'a>),
}

impl<'a> Asked<'a> {
    /// Finds out what has to be run.
    ///
    /// # Errors
    /// If points cannot be made, or values that are valid one by one do not go together.
    pub fn new(study: &'a Study, settings: &'a Settings) -> Result<Self, AnswerError> {
        let scenario = &study.scenario;
        let plan = match &study.question {
            Question::Compare(question) => Plan::Compare(question),
            Question::Sweep(question) => Plan::Sweep(question, answer::sweep(scenario, question)?),
            Question::Sensitivity(question) => {
                Plan::Sensitivity(question, answer::sensitivity(scenario, question)?)
            }
            Question::Threshold(question) => Plan::Threshold(question),
            Question::Evaluate(question) => Plan::Evaluate(question, answer::evaluate(scenario, question)),
            Question::Stress(question) => Plan::Stress(question, answer::stress(scenario, question)?),
        };
        Ok(Asked { study, settings, plan })
    }

    /// All runs, if they are known beforehand; none where each depends on those before it.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task<'_>> {
        match &self.plan {
            Plan::Compare(question) if question.select.is_none() => {
                question.arms.iter().map(|arm| Task::all(&arm.scenario)).collect()
            }
            Plan::Compare(_) | Plan::Threshold(_) => Vec::new(),
            Plan::Sweep(_, sweep) => sweep.tasks(),
            Plan::Sensitivity(_, screened) => screened.tasks(),
            Plan::Evaluate(_, evaluation) => evaluation.tasks(),
            Plan::Stress(_, stresses) => stresses.tasks(),
        }
    }

    /// What one of the tasks is called.
    #[must_use]
    pub fn called(&self) -> &'static str {
        match &self.plan {
            Plan::Sweep(..) | Plan::Sensitivity(..) => "point",
            Plan::Compare(_) | Plan::Evaluate(..) | Plan::Stress(..) => "arm",
            Plan::Threshold(_) => "run",
        }
    }

    /// Makes the runs that the store does not have, and reads the answer off.
    ///
    /// # Errors
    /// If something cannot be run or kept, or the runs say nothing about what was asked.
    pub fn answer(
        &self,
        store: &dyn PartStore,
        progress: &dyn Progress,
    ) -> Result<Box<dyn Answer + '_>, AnswerError> {
        let Asked { study, settings, plan } = self;
        Ok(match plan {
            Plan::Compare(question) => {
                let found = answer::compare(question, settings, store, progress)?;
                Box::new(Comparison { study, question, found })
            }
            Plan::Sweep(question, sweep) => {
                let runs = sweep.run(settings, store, progress)?;
                Box::new(Points::new(study, question, sweep, runs))
            }
            Plan::Sensitivity(question, screened) => {
                let runs = screened.run(settings, store, progress)?;
                Box::new(Sensitivity::new(study, question, screened, runs)?)
            }
            Plan::Threshold(question) => {
                let found = answer::threshold(&study.scenario, question, settings, store, progress)?;
                Box::new(Threshold { study, question, found })
            }
            Plan::Evaluate(question, evaluation) => {
                let found = evaluation.run(settings, store, progress)?;
                Box::new(Programme { study, question, found })
            }
            Plan::Stress(question, stresses) => {
                let found = stresses.run(settings, store, progress)?;
                Box::new(Stresstest { study, question, points: &stresses.points, found })
            }
        })
    }
}
