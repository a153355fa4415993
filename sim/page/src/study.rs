//! Answers of studies: the output of `--json`, the table for readers, the summary in words, and the
//! figures.

use std::num::NonZeroUsize;

use bazaar_figure::study::Asked;
use bazaar_scenario::Study;
use bazaar_study::Progress;
use bazaar_study::answer::AnswerError;
use bazaar_study::experiment::{Task, conduct};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::error::PageError;
use crate::page::{Shown, UNTIMED, shown};
use crate::parts::Parts;
use crate::session::SETTINGS;

/// Makes this share of a study's runs. If each run depends on those before it, there are none to
/// share.
pub(crate) fn shared(
    study: &Study,
    share: usize,
    of: NonZeroUsize,
    progress: &dyn Progress,
) -> Result<Parts, PageError> {
    let parts = Parts::default();
    let asked = Asked::new(study, &SETTINGS)?;
    let mine: Vec<Task<'_>> = asked.tasks().into_iter().skip(share).step_by(of.get()).collect();
    conduct(&mine, &SETTINGS, &parts, progress).map_err(AnswerError::from)?;
    Ok(parts)
}

/// A study's answer as JSON.
#[derive(Serialize)]
struct Answered<'a> {
    verb: &'a str,
    result: Box<RawValue>,
    headings: Vec<Heading<'a>>,
    rows: Vec<Vec<String>>,
    sentences: Vec<String>,
    figures: Vec<Shown>,
}

#[derive(Serialize)]
struct Heading<'a> {
    text: &'a str,
    is_number: bool,
}

/// The answer, from the existing parts and the remaining runs.
pub(crate) fn answered(study: &Study, parts: &Parts, progress: &dyn Progress) -> Result<String, PageError> {
    let asked = Asked::new(study, &SETTINGS)?;
    let answer = asked.answer(parts, progress)?;
    let headings = answer.headings();
    let headings = headings.iter().map(|&(text, is_number)| Heading { text, is_number }).collect();
    let answered = Answered {
        verb: study.question.verb(),
        result: answer.result(UNTIMED)?,
        headings,
        rows: answer.rows(),
        sentences: answer.sentences(),
        figures: shown(answer.figures()?),
    };
    Ok(serde_json::to_string(&answered)?)
}
