//! Answers of studies: what `--json` prints, the table that people read, what is said in words, and the figures.

use std::num::NonZeroUsize;

use bazaar_figure::result::{
    CompareResult, EvaluateResult, SensitivityResult, StressResult, SweepResult, ThresholdResult,
};
use bazaar_figure::study::{
    Comparison, MEASURED, Points, Programme, Sensitivity, Stresstest, Threshold, measured,
};
use bazaar_scenario::{Question, Study};
use bazaar_study::answer::{self, AnswerError};
use bazaar_study::experiment::{Runs, Task, conduct};
use bazaar_study::{Progress, Settings};
use serde::Serialize;
use serde_json::{Value, json};

use crate::error::PageError;
use crate::page::{UNTIMED, shown};
use crate::parts::Parts;

/// Makes every so many of a study's runs, from this one on. Where each run depends on those before it, there is nothing to
/// share.
pub(crate) fn shared(
    study: &Study,
    settings: &Settings,
    share: usize,
    of: NonZeroUsize,
    progress: &dyn Progress,
) -> Result<Parts, PageError> {
    let parts = Parts::default();
    let make = |all: Vec<Task<'_>>| {
        let mine: Vec<Task<'_>> = all.into_iter().skip(share).step_by(of.get()).collect();
        conduct(&mine, settings, &parts, progress).map_err(AnswerError::from)
    };
    match &study.question {
        Question::Compare(question) if question.select.is_none() => {
            make(question.arms.iter().map(|arm| Task::all(&arm.scenario)).collect())?
        }
        Question::Sweep(plan) => make(answer::sweep(&study.scenario, plan, settings)?.tasks())?,
        Question::Sensitivity(question) => {
            make(answer::screen(&study.scenario, question, settings)?.tasks())?
        }
        Question::Evaluate(question) => make(answer::evaluate(&study.scenario, question).tasks())?,
        Question::Stress(question) => make(answer::stress(&study.scenario, question, settings)?.tasks())?,
        Question::Compare(_) | Question::Threshold(_) => Vec::new(),
    };
    Ok(parts)
}

/// The answer, from the parts that there are and the runs that are left.
pub(crate) fn answered(
    study: &Study,
    settings: &Settings,
    parts: &Parts,
    progress: &dyn Progress,
) -> Result<Value, PageError> {
    match &study.question {
        Question::Compare(question) => {
            let found = answer::compare(question, settings, parts, progress)?;
            let comparison = Comparison { study, question, found: &found };
            let result = CompareResult::new(&comparison, settings, UNTIMED);
            let (rows, figures) = (comparison.rows(), comparison.figures()?);
            told(study, &result, &Comparison::HEADINGS, rows, &[], figures)
        }
        Question::Sweep(plan) => {
            let sweep = answer::sweep(&study.scenario, plan, settings)?;
            let runs = sweep.run(settings, parts, progress).map_err(AnswerError::from)?;
            let points = Points::new(study, plan, &sweep, &runs);
            let result = SweepResult::new(study, settings, &sweep, &points, UNTIMED);
            told(study, &result, &points.headings(), points.rows(), &[], points.figures()?)
        }
        Question::Sensitivity(question) => {
            let screened = answer::screen(&study.scenario, question, settings)?;
            let runs: Vec<Runs> = screened.run(settings, parts, progress)?;
            let found = Sensitivity::new(study, question, &screened, &runs)?;
            let events = runs.iter().map(|runs| runs.events).sum();
            let result =
                SensitivityResult::new(study, question, settings, &found, runs.len(), events, UNTIMED);
            told(study, &result, &found.headings(), found.rows(), &[], found.figures()?)
        }
        Question::Threshold(question) => {
            let found = answer::threshold(&study.scenario, question, settings, parts, progress)?;
            let threshold = Threshold { study, question, found: &found };
            let result = ThresholdResult::new(&threshold, settings, UNTIMED);
            told(study, &result, &threshold.headings(), threshold.rows(), &[], threshold.figures()?)
        }
        Question::Evaluate(question) => {
            let found = answer::evaluate(&study.scenario, question).run(settings, parts, progress)?;
            let programme = Programme { study, question, found: &found };
            let events = found.arms.iter().map(|(_, runs)| runs.events).sum();
            let result = EvaluateResult::new(&programme, settings, events, UNTIMED);
            told(study, &result, &MEASURED, measured(&found.measured), &[], programme.figures()?)
        }
        Question::Stress(question) => {
            let stresses = answer::stress(&study.scenario, question, settings)?;
            let found = stresses.run(settings, parts, progress)?;
            let test = Stresstest { study, question, points: &stresses.points, found: &found };
            let points = found.discovered.iter().flat_map(|discovered| &discovered.runs);
            let events = found.arms.iter().chain(points).map(|runs| runs.events).sum();
            let result = StressResult::new(&test, settings, events, UNTIMED);
            told(study, &result, &test.headings(), test.rows(), &test.in_words(), test.figures()?)
        }
    }
}

fn told(
    study: &Study,
    result: &impl Serialize,
    headings: &[(&str, bool)],
    rows: Vec<Vec<String>>,
    sentences: &[String],
    figures: Vec<bazaar_figure::figure::Figure>,
) -> Result<Value, PageError> {
    let headings = headings.iter().map(|(text, is_number)| json!({ "text": text, "is_number": is_number }));
    Ok(json!({
        "verb": study.question.verb(),
        "result": serde_json::to_value(result)?,
        "headings": headings.collect::<Vec<_>>(),
        "rows": rows,
        "sentences": sentences,
        "figures": shown(figures),
    }))
}
