//! A study as a page shows it: its table, and its figures.

use bazaar_scenario::{Question, Study};
use bazaar_study::answer::{self, AnswerError};
use bazaar_study::experiment::{Nowhere, Runs};
use bazaar_study::{Settings, Silent};

use super::{Comparison, MEASURED, Points, Programme, Sensitivity, Stresstest, Threshold, measured};
use crate::figure::{Figure, FigureError};

/// What a study found, ready to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The headings of its table, and whether a column holds numbers.
    pub headings: Vec<(String, bool)>,
    /// The rows of its table, as the program prints them.
    pub rows: Vec<Vec<String>>,
    /// What it found in sentences, if it says any.
    pub sentences: Vec<String>,
    /// Its figures.
    pub figures: Vec<Figure>,
}

/// Why a study cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum ShownError {
    /// It has no answer.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// A figure cannot be made.
    #[error(transparent)]
    Figure(#[from] FigureError),
}

/// Answers a study.
///
/// # Errors
/// If it has no answer, or the library that draws gives up.
pub fn shown(study: &Study, settings: &Settings) -> Result<Shown, ShownError> {
    let owned = |headings: &[(&str, bool)]| {
        headings.iter().map(|(text, right)| ((*text).to_owned(), *right)).collect()
    };
    let sentences = Vec::new();
    match &study.question {
        Question::Compare(question) => {
            let found = answer::compare(question, settings, &Nowhere, &Silent)?;
            let comparison = Comparison { study, question, found: &found };
            let (rows, figures) = (comparison.rows(), comparison.figures()?);
            Ok(Shown { headings: owned(&Comparison::HEADINGS), rows, sentences, figures })
        }
        Question::Sweep(plan) => {
            let sweep = answer::sweep(&study.scenario, plan, settings)?;
            let runs = sweep.run(settings, &Nowhere, &Silent).map_err(AnswerError::from)?;
            let points = Points::new(study, plan, &sweep, &runs);
            let (rows, figures) = (points.rows(), points.figures()?);
            Ok(Shown { headings: owned(&points.headings()), rows, sentences, figures })
        }
        Question::Sensitivity(question) => {
            let screened = answer::screen(&study.scenario, question, settings)?;
            let runs: Vec<Runs> = screened.run(settings, &Nowhere, &Silent)?;
            let found = Sensitivity::new(study, question, &screened, &runs)?;
            let (rows, figures) = (found.rows(), found.figures()?);
            Ok(Shown { headings: owned(&found.headings()), rows, sentences, figures })
        }
        Question::Threshold(question) => {
            let found = answer::threshold(&study.scenario, question, settings, &Nowhere, &Silent)?;
            let threshold = Threshold { study, question, found: &found };
            let (rows, figures) = (threshold.rows(), threshold.figures()?);
            Ok(Shown { headings: owned(&threshold.headings()), rows, sentences, figures })
        }
        Question::Evaluate(question) => {
            let found = answer::evaluate(&study.scenario, question).run(settings, &Nowhere, &Silent)?;
            let programme = Programme { study, question, found: &found };
            let (rows, figures) = (measured(&found.measured), programme.figures()?);
            Ok(Shown { headings: owned(&MEASURED), rows, sentences, figures })
        }
        Question::Stress(question) => {
            let stresses = answer::stress(&study.scenario, question, settings)?;
            let found = stresses.run(settings, &Nowhere, &Silent)?;
            let test = Stresstest { study, question, points: &stresses.points, found: &found };
            let (rows, figures, sentences) = (test.rows(), test.figures()?, test.in_words());
            Ok(Shown { headings: owned(&test.headings()), rows, sentences, figures })
        }
    }
}
