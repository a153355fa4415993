//! The session of a page: questions and answers in sequence.

use std::num::NonZeroU32;

use bazaar_exercise::{Command, ExerciseError};
use bazaar_figure::figure::Figure;
use bazaar_figure::film::FilmResult;
use bazaar_scenario::{Shipped, shipped, shipped_studies};
use bazaar_study::Progress;
use bazaar_study::film::film;
use serde::Serialize;
use serde_json::{Value, json};

use crate::arms::Arms;
use crate::error::PageError;
use crate::grid::gridded;
use crate::mistakes::{Mistake, mistakes};
use crate::opened::{completed, opened};
use crate::parts::Parts;
use crate::question::Question;
use crate::session::Session;
use crate::study::{answered, shared};

/// Durations in seconds, without a clock: not a number, so null in JSON.
pub(crate) const UNTIMED: f64 = f64::NAN;

/// The session of a page, with at most one scenario or several arms.
#[derive(Default)]
pub struct Page {
    arms: Arms,
}

impl Page {
    /// Answers one question, both of them JSON. An answer is an object; after an error it has
    /// `error`, a text, and `mistakes`, a list, if the error is in the user's text.
    pub fn ask(&mut self, question: &str, progress: &dyn Progress) -> String {
        let answer = serde_json::from_str(question).map_err(PageError::from);
        let answer = answer.and_then(|question| self.answer(question, progress));
        answer.unwrap_or_else(|error| refused(&error).to_string())
    }

    fn answer(&mut self, question: Question, progress: &dyn Progress) -> Result<String, PageError> {
        let value: Result<Value, PageError> = match question {
            Question::Shipped => Ok(json!({
                "scenarios": shipped().map(named).collect::<Vec<_>>(),
                "studies": shipped_studies().map(named).collect::<Vec<_>>(),
            })),
            Question::Check { text } => {
                let found = text.check().err();
                Ok(json!({ "mistakes": found.as_ref().map_or_else(Vec::new, mistakes) }))
            }
            Question::Open { text } => Ok(opened(&text.play()?)),
            Question::Complete { text, at } => Ok(completed(&text, at)),
            Question::Begin { text, arm, first, replications } => {
                // The old session has ended, whether or not the new one can begin.
                self.arms.end(&arm);
                let session = Session::begin(text.scenario()?, first, replications)?;
                let about = session.about();
                self.arms.begin(arm, session);
                Ok(about)
            }
            Question::More { replications, arm } => {
                self.arms.get_mut(&arm)?.more(replications.map(NonZeroU32::get), progress)
            }
            Question::Make { text, first, replications } => {
                let session = Session::begin(text.scenario()?, first, Some(replications))?;
                Ok(json!({ "made": session.made(progress)? }))
            }
            Question::Join { made, arm } => self.arms.get_mut(&arm)?.join(&made),
            Question::End { arm } => {
                self.arms.end(&arm);
                Ok(json!({}))
            }
            Question::Estimates => self.arms.estimates(),
            Question::Running { metric, guess } => self.arms.running(&metric, guess),
            Question::Figures { kind, metrics, arm } => self.arms.get(&arm)?.figures(kind, &metrics),
            Question::Table { table, arm } => self.arms.get(&arm)?.table(table),
            Question::Written { text } => Ok(json!({ "text": text.scenario()?.to_toml() })),
            Question::Command { verb, text, repeated } => {
                Ok(json!({ "command": text.command(&verb, repeated) }))
            }
            Question::Grid { text, repeated, sides, metric } => {
                gridded(&text.repeated(repeated).scenario()?, &sides, &metric, progress)
            }
            Question::Printed => self.arms.get("")?.printed(),
            Question::Typed { line } => Ok(serde_json::to_value(Command::read(&line)?)?),
            Question::Lab(held) => held.looked(),
            Question::Pack { held, seconds } => held.packed(seconds),
            // The program's own object is inserted as text: parsing its numbers might lose their
            // last bit.
            Question::Study { text, repeated, parts } => {
                return answered(&text.repeated(repeated).study()?, &Parts::brought(parts), progress);
            }
            Question::Film { text, filmed } => {
                let scenario = text.scenario()?;
                let film = film(&scenario, &filmed.filming(&scenario)?)?;
                Ok(serde_json::to_value(FilmResult::new(&film))?)
            }
            Question::Parts { text, repeated, share, of } => {
                let parts = shared(&text.repeated(repeated).study()?, share, of, progress)?;
                Ok(json!({ "parts": parts.into_list() }))
            }
        };
        value.map(|value| value.to_string())
    }
}

fn named(shipped: Shipped) -> Value {
    json!({
        "name": shipped.name,
        "title": shipped.title(),
        "verb": shipped.verb(),
        "text": shipped.text,
    })
}

fn refused(error: &PageError) -> Value {
    let found: Option<Vec<Mistake>> = match error {
        PageError::Text(text) | PageError::Exercise(ExerciseError::Text(text)) => Some(mistakes(text)),
        _ => None,
    };
    match found {
        Some(mistakes) => json!({ "error": error.to_string(), "mistakes": mistakes }),
        None => json!({ "error": error.to_string() }),
    }
}

/// Figures with a sentence each for readers who cannot see them.
pub(crate) fn shown(figures: Vec<Figure>) -> Vec<Shown> {
    let one = |Figure { name, title, alt, svg, .. }| Shown { name, title, alt, svg };
    figures.into_iter().map(one).collect()
}

/// A figure as JSON.
#[derive(Serialize)]
pub(crate) struct Shown {
    name: String,
    title: String,
    alt: String,
    svg: String,
}
