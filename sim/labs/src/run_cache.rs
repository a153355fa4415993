//! The run cache: each run is made once.

use std::collections::BTreeMap;

use bazaar_scenario::{Scenario, Threshold};
use bazaar_study::answer::{self, AnswerError};
use bazaar_study::experiment::{Nowhere, Runs, Task, conduct};
use bazaar_study::{Progress, Settings, Silent};

use super::crew::share_out;
use super::error::LabError;
use super::estimator::Method;

/// Replications and searches: the requests, and the results.
#[derive(Default)]
pub(super) struct RunCache {
    scenarios: Vec<(Scenario, u32)>,
    searches: Vec<(Scenario, Threshold, u32)>,
    places: BTreeMap<String, usize>,
    runs: Vec<Runs>,
    turns: Vec<Vec<f64>>,
}

/// The place in the cache of an estimation method's values.
#[derive(Clone, Copy, Debug)]
pub(super) enum Places {
    Mean { plus: usize, minus: Option<usize> },
    Turn(usize),
}

impl RunCache {
    /// Requests replications of a scenario under edits.
    pub(super) fn ask(
        &mut self,
        scenario: &Scenario,
        set: &[String],
        replications: u32,
    ) -> Result<usize, LabError> {
        let edited = if set.is_empty() { scenario.clone() } else { scenario.with(set)? };
        let place = *self.places.entry(edited.to_toml()).or_insert(self.scenarios.len());
        match self.scenarios.get_mut(place) {
            Some((_, most)) => *most = (*most).max(replications),
            None => self.scenarios.push((edited, replications)),
        }
        Ok(place)
    }

    /// Requests values of an estimation method.
    pub(super) fn ask_for(
        &mut self,
        scenario: &Scenario,
        way: &Method,
        values: u32,
    ) -> Result<Places, LabError> {
        match way {
            Method::Mean(estimator) => {
                let plus = self.ask(scenario, &estimator.set, values)?;
                let minus = match &estimator.minus {
                    Some((_, set)) => Some(self.ask(scenario, set, values)?),
                    None => None,
                };
                Ok(Places::Mean { plus, minus })
            }
            Method::Turn(turning) => {
                let set = &turning.set;
                let edited = if set.is_empty() { scenario.clone() } else { scenario.with(set)? };
                let same = |known: &(Scenario, Threshold, u32)| {
                    known.1 == turning.search && known.0.to_toml() == edited.to_toml()
                };
                let place = self.searches.iter().position(same).unwrap_or(self.searches.len());
                match self.searches.get_mut(place) {
                    Some((_, _, most)) => *most = (*most).max(values),
                    None => self.searches.push((edited, turning.search.clone(), values)),
                }
                Ok(Places::Turn(place))
            }
        }
    }

    /// Makes all runs. Results do not depend on the number of threads.
    pub(super) fn run(&mut self, threads: usize, progress: &dyn Progress) -> Result<(), LabError> {
        let task = |(scenario, replications)| Task { scenario, first: 0, replications: Some(replications) };
        let tasks: Vec<Task<'_>> =
            self.scenarios.iter().map(|(scenario, replications)| task((scenario, *replications))).collect();
        self.runs = conduct(&tasks, &Settings::on_threads(threads), &Nowhere, progress)?;
        self.search(threads, progress)
    }

    /// Makes all searches, each from a seed of its own; those without a threshold have no value.
    fn search(&mut self, threads: usize, progress: &dyn Progress) -> Result<(), LabError> {
        let each = self.searches.iter().enumerate();
        let all: Vec<(usize, u64)> = each
            .flat_map(|(place, (_, _, count))| (0..u64::from(*count)).map(move |one| (place, one)))
            .collect();
        let searches = &self.searches;
        let found = share_out(all.len(), threads, progress, |index| -> Result<Option<f64>, AnswerError> {
            let (place, one) = all[index];
            let (scenario, search, _) = &searches[place];
            let mut scenario = scenario.clone();
            scenario.study.seed += one;
            let frontier = answer::threshold(&scenario, search, &Settings::on_threads(1), &Nowhere, &Silent)?;
            Ok(frontier.found.first().and_then(|found| found.ending.turn()).map(|turn| turn.value))
        });
        self.turns = vec![Vec::new(); self.searches.len()];
        for ((place, _), turn) in all.into_iter().zip(found) {
            self.turns[place].extend(turn?);
        }
        Ok(())
    }

    /// The value of a metric in each of the first replications; `None` where there is nothing to
    /// measure.
    pub(super) fn values(&self, place: usize, metric: &str, replications: u32) -> Vec<Option<f64>> {
        let all = self.runs.get(place).and_then(|runs| runs.of_metric(metric)).unwrap_or_default();
        all.into_iter().take(replications as usize).collect()
    }

    /// The first values of an estimation method.
    pub(super) fn estimates(&self, places: Places, way: &Method, values: u32) -> Vec<f64> {
        match (places, way) {
            (Places::Mean { plus, minus }, Method::Mean(estimator)) => {
                let plus = self.values(plus, estimator.metric, values);
                let (Some(minus), Some((metric, _))) = (minus, &estimator.minus) else {
                    return plus.into_iter().flatten().map(|value| estimator.factor * value).collect();
                };
                let minus = self.values(minus, metric, values);
                let pairs = plus.into_iter().zip(minus);
                pairs.filter_map(|(plus, minus)| Some(estimator.factor * (plus? - minus?))).collect()
            }
            (Places::Turn(place), Method::Turn(_)) => {
                let all = self.turns.get(place).map(Vec::as_slice).unwrap_or_default();
                all.iter().take(values as usize).copied().collect()
            }
            _ => Vec::new(),
        }
    }
}
