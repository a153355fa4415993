//! Answers of studies: what `--json` prints, the table that people read, what is said in words, and the figures.

use bazaar_figure::result::{
    CompareResult, EvaluateResult, SensitivityResult, StressResult, SweepResult, ThresholdResult,
};
use bazaar_figure::study::{
    Comparison, MEASURED, Points, Programme, Sensitivity, Stresstest, Threshold, measured,
};
use bazaar_scenario::{Question, Study};
use bazaar_study::answer::{self, AnswerError};
use bazaar_study::experiment::{Nowhere, Runs};
use bazaar_study::{Progress, Settings};
use serde::Serialize;
use serde_json::{Value, json};

use crate::error::PageError;
use crate::page::{UNTIMED, shown};

pub(crate) fn answered(
    study: &Study,
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<Value, PageError> {
    match &study.question {
        Question::Compare(question) => {
            let found = answer::compare(question, settings, &Nowhere, progress)?;
            let comparison = Comparison { study, question, found: &found };
            let result = CompareResult::new(&comparison, settings, UNTIMED);
            let (rows, figures) = (comparison.rows(), comparison.figures()?);
            told(study, &result, &Comparison::HEADINGS, rows, &[], figures)
        }
        Question::Sweep(plan) => {
            let sweep = answer::sweep(&study.scenario, plan, settings)?;
            let runs = sweep.run(settings, &Nowhere, progress).map_err(AnswerError::from)?;
            let points = Points::new(study, plan, &sweep, &runs);
            let result = SweepResult::new(study, settings, &sweep, &points, UNTIMED);
            told(study, &result, &points.headings(), points.rows(), &[], points.figures()?)
        }
        Question::Sensitivity(question) => {
            let screened = answer::screen(&study.scenario, question, settings)?;
            let runs: Vec<Runs> = screened.run(settings, &Nowhere, progress)?;
            let found = Sensitivity::new(study, question, &screened, &runs)?;
            let events = runs.iter().map(|runs| runs.events).sum();
            let result =
                SensitivityResult::new(study, question, settings, &found, runs.len(), events, UNTIMED);
            told(study, &result, &found.headings(), found.rows(), &[], found.figures()?)
        }
        Question::Threshold(question) => {
            let found = answer::threshold(&study.scenario, question, settings, &Nowhere, progress)?;
            let threshold = Threshold { study, question, found: &found };
            let result = ThresholdResult::new(&threshold, settings, UNTIMED);
            told(study, &result, &threshold.headings(), threshold.rows(), &[], threshold.figures()?)
        }
        Question::Evaluate(question) => {
            let found = answer::evaluate(&study.scenario, question).run(settings, &Nowhere, progress)?;
            let programme = Programme { study, question, found: &found };
            let events = found.arms.iter().map(|(_, runs)| runs.events).sum();
            let result = EvaluateResult::new(&programme, settings, events, UNTIMED);
            told(study, &result, &MEASURED, measured(&found.measured), &[], programme.figures()?)
        }
        Question::Stress(question) => {
            let stresses = answer::stress(&study.scenario, question, settings)?;
            let found = stresses.run(settings, &Nowhere, progress)?;
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
