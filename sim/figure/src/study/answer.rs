//! The interface of all studies' answers, and their computation.
//!
//! A study is answered in two steps: its question becomes a list of runs, which can be announced, shared, or found in
//! the store; then the missing runs are made and evaluated. A terminal, a folder, a page of the book and a page in a
//! browser all present an [`Answer`], independently of the kind of study.

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
    /// The study.
    fn study(&self) -> &Study;

    /// The question, if it is printed before the run's description.
    fn sought(&self) -> Option<String> {
        None
    }

    /// The runs in words: `3 arms of 20 replications`.
    fn runs(&self) -> String;

    /// The number of events handled, over all runs.
    fn events(&self) -> u64;

    /// The headings above [`rows`](Answer::rows), each with whether the column holds numbers.
    fn headings(&self) -> Vec<(&str, bool)>;

    /// The printed table.
    fn rows(&self) -> Vec<Vec<String>>;

    /// The conclusions, in sentences.
    fn sentences(&self) -> Vec<String> {
        Vec::new()
    }

    /// The reason, if the question has no answer.
    fn undecided(&self) -> Option<String> {
        None
    }

    /// A note that a terminal prints beside the answer.
    fn aside(&self) -> Option<String> {
        None
    }

    /// The table for other programs.
    fn table(&self) -> Sheet;

    /// The tables of its folder, including that one.
    fn tables(&self) -> Vec<Table>;

    /// The factors in the format of SALib's `read_param_file`, if the study has a design for it.
    fn parameters(&self) -> Option<String> {
        None
    }

    /// Its figures.
    ///
    /// # Errors
    /// If the drawing library fails.
    fn figures(&self) -> Result<Vec<Figure>, FigureError>;

    /// The analysis in a few words.
    fn about(&self) -> String;

    /// The object that `--json` prints, with the seconds that the study took.
    ///
    /// # Errors
    /// If it cannot be written as JSON, which does not happen with the result of a study.
    fn result(&self, elapsed: f64) -> serde_json::Result<Box<RawValue>>;

    /// The answer for readers.
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

/// A study whose runs are known but not made yet.
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
    /// Determines the runs.
    ///
    /// # Errors
    /// If points cannot be generated, or values that are valid one by one are inconsistent.
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

    /// All runs, if they are known beforehand; none if each depends on those before it.
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

    /// The name of one of the tasks.
    #[must_use]
    pub fn called(&self) -> &'static str {
        match &self.plan {
            Plan::Sweep(..) | Plan::Sensitivity(..) => "point",
            Plan::Compare(_) | Plan::Evaluate(..) | Plan::Stress(..) => "arm",
            Plan::Threshold(_) => "run",
        }
    }

    /// Makes the runs that the store does not have, and computes the answer.
    ///
    /// # Errors
    /// If a run fails or cannot be stored, or the runs have no value to answer the question.
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
