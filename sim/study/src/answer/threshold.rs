//! Thresholds: where an outcome turns along one parameter and, for each value of a second, the
//! frontier in both.
//!
//! Every run has a replication number of its own, counted through the stages of a search: a search
//! needs independent runs.

use bazaar_scenario::{Scenario, Spread, Threshold, Turn};

use super::AnswerError;
use super::space::Space;
use crate::estimate::Estimate;
use crate::experiment::{PartStore, Runs, Task, conduct};
use crate::interval::Estimated;
use crate::outcome::Settings;
use crate::progress::Progress;
use crate::threshold::{Reading, RootSearch, Step, ThresholdError, Trial, TurnSearch};

/// The result of a study of a threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Frontier {
    /// One search, or one for each value of the second parameter, in order.
    pub found: Vec<Found>,
    /// The number of events of all runs.
    pub events: u64,
}

/// The result of one search.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The value of the second parameter, if there is one.
    pub over: Option<f64>,
    /// How it ended.
    pub ending: Ending,
    /// Every run in order: the value of the parameter and of the metric.
    pub readings: Vec<(f64, f64)>,
}

/// The result of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ending {
    /// The threshold is known to the requested precision.
    Found(Estimated),
    /// The limit on runs was reached with this precision.
    Imprecise(Estimated),
    /// The outcome does not turn within the range.
    NoTurn,
}

impl Ending {
    /// The estimate of the threshold, if any.
    #[must_use]
    pub fn turn(&self) -> Option<Estimated> {
        match self {
            Ending::Found(turn) | Ending::Imprecise(turn) => Some(*turn),
            Ending::NoTurn => None,
        }
    }
}

/// Runs the searches.
///
/// # Errors
/// If a run fails or cannot be stored, or the metric has no value in one.
pub fn threshold(
    scenario: &Scenario,
    question: &Threshold,
    settings: &Settings,
    store: &dyn PartStore,
    progress: &dyn Progress,
) -> Result<Frontier, AnswerError> {
    let mut search = Search { question, settings, store, progress, events: 0 };
    let found = match &question.over {
        None => vec![search.along(scenario, None)?],
        Some(over) => {
            let factors = std::slice::from_ref(over);
            let space = Space::new(factors)?;
            let rows = space.levels(0).into_iter().map(|value| vec![value]).collect();
            let mut found = Vec::new();
            for placed in space.place(scenario, rows)? {
                found.push(search.along(&placed.scenario, placed.values.first().copied())?);
            }
            found
        }
    };
    Ok(Frontier { found, events: search.events })
}

struct Search<'a> {
    question: &'a Threshold,
    settings: &'a Settings,
    store: &'a dyn PartStore,
    progress: &'a dyn Progress,
    events: u64,
}

impl Search<'_> {
    fn along(&mut self, scenario: &Scenario, over: Option<f64>) -> Result<Found, AnswerError> {
        let mut readings: Vec<(f64, f64)> = Vec::new();
        let ending = loop {
            match self.next(&readings) {
                Ok(Step::Run(values)) => {
                    let more = self.run(scenario, &values, readings.len() as u64)?;
                    readings.extend(more);
                }
                Ok(Step::Found(turn)) => break Ending::Found(turn),
                Ok(Step::Exhausted(turn)) => break Ending::Imprecise(turn),
                Err(ThresholdError::NoTurn { .. }) => break Ending::NoTurn,
                Err(error) => return Err(error.into()),
            }
        };
        Ok(Found { over, ending, readings })
    }

    fn next(&self, readings: &[(f64, f64)]) -> Result<Step, ThresholdError> {
        let Threshold { along, tolerance, stage, most, .. } = self.question;
        let (low, high) = match along.spread {
            Spread::Range { low, high, .. } => (low, high),
            _ => (f64::NAN, f64::NAN),
        };
        let (stage, most, tolerance, confidence) = (*stage, *most, *tolerance, Estimate::CONFIDENCE);
        match self.question.turn {
            Turn::Yes(level) => {
                let trials: Vec<Trial> =
                    readings.iter().map(|&(at, value)| Trial { at, yes: value >= level }).collect();
                TurnSearch { low, high, stage, tolerance, confidence, most }.next(&trials)
            }
            Turn::Mean(level) => {
                let readings: Vec<Reading> =
                    readings.iter().map(|&(at, value)| Reading { at, outcome: value - level }).collect();
                RootSearch { low, high, stage, tolerance, confidence, most }.next(&readings)
            }
        }
    }

    /// One run at each of these values, each with the next replication.
    fn run(
        &mut self,
        scenario: &Scenario,
        values: &[f64],
        done: u64,
    ) -> Result<Vec<(f64, f64)>, AnswerError> {
        let factors = std::slice::from_ref(&self.question.along);
        let space = Space::new(factors)?;
        // The same place occurs several times in a stage: its scenario is read once.
        let mut places: Vec<f64> = values.to_vec();
        places.sort_by(f64::total_cmp);
        places.dedup_by(|one, other| one.total_cmp(other).is_eq());
        let placed = space.place(scenario, places.iter().map(|&value| vec![value]).collect())?;
        let place = |value: &f64| places.binary_search_by(|other| other.total_cmp(value)).unwrap_or_default();
        let tasks: Vec<Task<'_>> = (done..)
            .zip(values)
            .map(|(first, value)| Task {
                first,
                replications: Some(1),
                scenario: &placed[place(value)].scenario,
            })
            .collect();
        let runs = conduct(&tasks, self.settings, self.store, self.progress)?;
        self.events += runs.iter().map(|runs| runs.events).sum::<u64>();
        let reading = |(runs, &value): (&Runs, &f64)| {
            let metric = self.question.metric;
            let seen = runs.of_metric(metric).and_then(|values| values.first().copied().flatten());
            let at = || format!("with {}={}", factors[0].path, factors[0].toml(value));
            let seen = seen.ok_or_else(|| AnswerError::NoValue { metric, at: at() })?;
            Ok((factors[0].number(value), seen))
        };
        runs.iter().zip(values).map(reading).collect()
    }
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::{Formats, Question, Source, Study};

    use super::*;
    use crate::experiment::Nowhere;
    use crate::progress::Silent;

    fn found(text: &str) -> Frontier {
        let study = Study::parse(Source::new("test", text), &[] as &[&str], Formats::CSV);
        let study = study.unwrap_or_else(|error| panic!("{:?}", error.diagnostics()));
        let Question::Threshold(question) = &study.question else { panic!() };
        threshold(&study.scenario, question, &Settings::default(), &Nowhere, &Silent).unwrap()
    }

    /// The share of time in which the server is busy is the mean service over the mean gap, whatever the
    /// distributions: it passes .5 where the service takes half an hour.
    #[test]
    fn where_a_server_is_busy_half_of_the_time_is_found() {
        let text = "
            scenario = \"reference/mm1\"
            set = [\"study.horizon=200 d\", \"study.warm_up=20 d\"]
            [threshold]
            metric = \"utilisation\"
            root = 0.5
            along = { path = \"model.queue.service.exponential.mean\", low = \"0.1 h\", high = \"0.9 h\" }
            tolerance = \"0.01 h\"
        ";
        let frontier = found(text);
        let Ending::Found(turn) = frontier.found[0].ending else { panic!("{frontier:?}") };
        // Over seeds the interval covers in 95%; this seed is fixed.
        assert!(turn.covers(0.5) && turn.width() <= 0.02, "{turn:?}");
        assert_eq!(frontier.found[0].readings.len() % 64, 0);
        assert!(frontier.events > 0);
    }

    #[test]
    fn what_does_not_turn_says_so_for_each_value_of_the_second_parameter() {
        let text = "
            scenario = \"reference/mm1\"
            set = [\"study.horizon=20 d\", \"study.warm_up=1 d\"]
            [threshold]
            metric = \"utilisation\"
            turn = 0.45
            along = { path = \"model.queue.service.exponential.mean\", low = \"0.1 h\", high = \"0.9 h\" }
            over = { path = \"model.queue.servers\", values = [1, 3] }
            tolerance = \"0.2 h\"
        ";
        let frontier = found(text);
        assert_eq!(frontier.found.iter().map(|one| one.over).collect::<Vec<_>>(), [Some(0.0), Some(1.0)]);
        assert!(frontier.found[0].ending.turn().is_some_and(|turn| turn.covers(0.45)), "{frontier:?}");
        // Three servers are busy for .3 of the time at most.
        assert_eq!(frontier.found[1].ending, Ending::NoTurn);
    }
}
