//! The scenarios that a page compares, with common random numbers, so that their replications pair.

use std::collections::BTreeMap;

use bazaar_figure::figure;
use bazaar_figure::printed::{ESTIMATES, Heading, estimate};
use bazaar_figure::study::{Answer, Comparison};
use bazaar_models::metric::Metric;
use bazaar_scenario::{Arm, Question, Study};
use bazaar_study::Outcome;
use bazaar_study::answer::Compared;
use bazaar_study::experiment::Runs;
use serde_json::{Value, json};

use crate::error::PageError;
use crate::page::shown;
use crate::session::{Session, section};

/// The arms by name, in order; the first is the control.
#[derive(Default)]
pub(crate) struct Arms(BTreeMap<String, Session>);

impl Arms {
    pub(crate) fn begin(&mut self, arm: String, session: Session) {
        self.0.insert(arm, session);
    }

    pub(crate) fn end(&mut self, arm: &str) {
        self.0.remove(arm);
    }

    pub(crate) fn get(&self, arm: &str) -> Result<&Session, PageError> {
        self.0.get(arm).ok_or(PageError::NotBegun)
    }

    pub(crate) fn get_mut(&mut self, arm: &str) -> Result<&mut Session, PageError> {
        self.0.get_mut(arm).ok_or(PageError::NotBegun)
    }

    /// The arms with replications, with their names.
    fn known(&self) -> Result<Vec<(&str, &Outcome)>, PageError> {
        let known: Vec<(&str, &Outcome)> =
            self.0.iter().filter_map(|(arm, session)| Some((arm.as_str(), session.outcome()?))).collect();
        if known.is_empty() { Err(PageError::NotBegun) } else { Ok(known) }
    }

    /// A table for each section of the model's metrics: the estimates of one arm, or the paired
    /// differences of the others from the first.
    pub(crate) fn estimates(&self) -> Result<Value, PageError> {
        let known = self.known()?;
        let (_, first) = known[0];
        let model = &first.scenario.model;
        let compared = comparison(&known);
        let sections = model.sections().into_iter().map(|wanted| {
            let is_in = |metric: &Metric| model.section(metric) == wanted;
            let (headings, rows): (&[Heading], Vec<Vec<String>>) = match &compared {
                Some((headings, rows)) => {
                    let metric = |row: &Vec<String>| {
                        let name = row.first()?;
                        model.metrics().iter().find(|metric| metric.name == name)
                    };
                    (headings, rows.iter().filter(|row| metric(row).is_some_and(is_in)).cloned().collect())
                }
                None => {
                    let mine = first.summary.estimates.iter().filter(|one| is_in(one.metric));
                    (&ESTIMATES, mine.map(estimate).collect())
                }
            };
            let headings =
                headings.iter().map(|(text, is_number)| json!({ "text": text, "is_number": is_number }));
            json!({
                "section": section(wanted),
                "headings": headings.collect::<Vec<_>>(),
                "rows": rows,
            })
        });
        let sections: Vec<Value> = sections
            .filter(|section| section["rows"].as_array().is_some_and(|rows| !rows.is_empty()))
            .collect();
        Ok(json!({ "sections": sections }))
    }

    /// The running estimate of a metric over replications.
    pub(crate) fn running(&self, metric: &str, guess: Option<f64>) -> Result<Value, PageError> {
        let figure = figure::running(&self.known()?, metric, guess)?;
        Ok(json!({ "figures": shown(vec![figure]) }))
    }
}

/// Paired differences between arms, over the replications that all of them have; `None` for one
/// arm.
fn comparison(known: &[(&str, &Outcome)]) -> Option<(&'static [Heading], Vec<Vec<String>>)> {
    let (_, first) = known.first().filter(|_| known.len() > 1)?;
    let model = first.scenario.model.name();
    let same = known.iter().filter(|(_, outcome)| outcome.scenario.model.name() == model);
    let least = same.clone().map(|(_, outcome)| outcome.observations.len()).min()?;
    let arms = same
        .clone()
        .map(|(name, outcome)| Arm { name: (*name).to_owned(), scenario: outcome.scenario.clone() });
    let runs = same.map(|(_, outcome)| {
        let mut runs = Runs::of(outcome);
        runs.values.truncate(least);
        runs
    });
    let metrics: Vec<&'static str> =
        first.scenario.model.metrics().iter().map(|metric| metric.name).collect();
    let found = Compared::of(&metrics, runs.collect());
    let study = Study::of_arms(arms.collect(), &metrics)?;
    let Question::Compare(question) = &study.question else { return None };
    let comparison = Comparison { study: &study, question, found };
    Some((&Comparison::HEADINGS, comparison.rows()))
}
