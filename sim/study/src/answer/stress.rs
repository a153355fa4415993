//! Stress tests: the scenario with one assumption replaced at a time, and with many at once.
//!
//! One at a time: each alternative of each assumption is run with the random numbers of the base
//! case, so that a paired difference is due to the assumption. Many at once: factors vary jointly
//! over their ranges, and scenario discovery looks for a box in which the conclusion fails (Bryant
//! & Lempert 2010).

use bazaar_models::metric::Metric;
use bazaar_scenario::{Criterion, Scenario, Stress};

use super::AnswerError;
use super::compare::{Gap, gaps};
use super::space::{Placed, Space};
use super::sweep::scattered;
use crate::discovery::{DiscoveryError, Patience, Series, peel};
use crate::estimate::Estimate;
use crate::experiment::{PartStore, Runs, Task, conduct};
use crate::outcome::Settings;
use crate::progress::Progress;

/// The usual settings of PRIM (Friedman & Fisher 1999; Bryant & Lempert 2010).
const PATIENCE: Patience = Patience { peel: 0.05, smallest: 0.05, significance: 0.05 };

/// The runs of a stress test, each validated before any is made.
#[derive(Clone, Debug)]
pub struct Stresses<'a> {
    base: &'a Scenario,
    question: &'a Stress,
    /// The points for scenario discovery.
    pub points: Vec<Placed>,
}

/// The result of a stress test.
#[derive(Clone, Debug, PartialEq)]
pub struct Stressed {
    /// The runs of the base case, and then of each alternative, in order.
    pub arms: Vec<Runs>,
    /// Paired differences from the base case, metric by metric; arm 1 is the first alternative.
    pub gaps: Vec<Gap>,
    /// Whether the conclusion holds in each arm; empty without a criterion.
    pub verdicts: Vec<Verdict>,
    /// The result of scenario discovery.
    pub discovered: Option<Discovered>,
}

/// Whether a conclusion holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The 95% interval of the mean satisfies the bound.
    Holds,
    /// The 95% interval of the mean violates the bound.
    Fails,
    /// The bound lies within the interval, or there is no interval.
    Open,
}

/// The result of scenario discovery: where a conclusion fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovered {
    /// The runs at each point.
    pub runs: Vec<Runs>,
    /// Whether the mean violates the bound, or has no value, at each point.
    pub failures: Vec<bool>,
    /// The boxes; `None` if the conclusion fails at every point or at none.
    pub series: Option<Series>,
}

/// The runs that a stress test needs.
///
/// # Errors
/// If the design cannot be made, or values that are valid one by one contradict each other.
pub fn stress<'a>(base: &'a Scenario, question: &'a Stress) -> Result<Stresses<'a>, AnswerError> {
    let points = match &question.discovery {
        None => Vec::new(),
        Some(discovery) => {
            let space = Space::new(&discovery.factors)?;
            let points = scattered(discovery.design, &discovery.factors, base)?;
            space.place(base, points.map_or_else(Vec::new, |points| space.values(&points)))?
        }
    };
    Ok(Stresses { base, question, points })
}

impl Stresses<'_> {
    /// The runs: the base case, the alternatives, the points.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task<'_>> {
        let arms = self.arms().map(Task::all);
        let replications = self.question.discovery.as_ref().map(|discovery| discovery.replications);
        let points = self.points.iter();
        arms.chain(points.map(|point| Task { replications, ..Task::all(&point.scenario) })).collect()
    }

    fn arms(&self) -> impl Iterator<Item = &Scenario> {
        std::iter::once(self.base).chain(self.question.doubts.iter().map(|doubt| &doubt.scenario))
    }

    /// Makes all runs and computes the answer.
    ///
    /// # Errors
    /// If a run fails or cannot be stored.
    pub fn run(
        &self,
        settings: &Settings,
        store: &dyn PartStore,
        progress: &dyn Progress,
    ) -> Result<Stressed, AnswerError> {
        let mut arms = conduct(&self.tasks(), settings, store, progress)?;
        let points = arms.split_off(1 + self.question.doubts.len());
        let gaps = gaps(&self.question.metrics, 0, &arms);
        let verdicts = match &self.question.criterion {
            Some(criterion) => arms.iter().map(|arm| verdict(criterion, arm)).collect(),
            None => Vec::new(),
        };
        let discovered = match (&self.question.discovery, &self.question.criterion) {
            (Some(_), Some(criterion)) => Some(self.discover(criterion, points)?),
            _ => None,
        };
        Ok(Stressed { arms, gaps, verdicts, discovered })
    }

    fn discover(&self, criterion: &Criterion, runs: Vec<Runs>) -> Result<Discovered, AnswerError> {
        let fails = |runs: &Runs| !mean(criterion, runs).is_some_and(|found| criterion.holds(found));
        let failures: Vec<bool> = runs.iter().map(fails).collect();
        let points: Vec<Vec<f64>> = self.points.iter().map(|point| point.values.clone()).collect();
        let series = match peel(&points, &failures, &PATIENCE) {
            Ok(series) => Some(series),
            Err(DiscoveryError::OneKind) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(Discovered { runs, failures, series })
    }
}

impl Stressed {
    /// The paired difference of an alternative in a metric; alternatives count from 0.
    #[must_use]
    pub fn gap(&self, metric: &Metric, doubt: usize) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.arm == doubt + 1 && gap.metric.name == metric.name)
    }
}

fn estimate(criterion: &Criterion, runs: &Runs) -> Option<Estimate> {
    let metric = runs.metrics.iter().find(|metric| metric.name == criterion.metric)?;
    Some(Estimate::new(metric, runs.of_metric(criterion.metric)?.into_iter()))
}

fn mean(criterion: &Criterion, runs: &Runs) -> Option<f64> {
    estimate(criterion, runs)?.mean
}

fn verdict(criterion: &Criterion, runs: &Runs) -> Verdict {
    let found = estimate(criterion, runs).and_then(|found| found.mean.zip(found.half_width));
    match found.map(|(mean, half)| [mean - half, mean + half].map(|end| criterion.holds(end))) {
        Some([true, true]) => Verdict::Holds,
        Some([false, false]) => Verdict::Fails,
        _ => Verdict::Open,
    }
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::{Formats, Question, Source, Study};

    use super::*;
    use crate::comparison::paired;
    use crate::experiment::Nowhere;
    use crate::progress::Silent;

    fn study(table: &str) -> Study {
        let text = format!(
            "scenario = \"reference/mm1\"\nset = [\"study.horizon=400 d\", \"study.warm_up=20 d\", \"study.replications=6\"]\n{table}"
        );
        let study = Study::parse(Source::new("test", text), &[] as &[&str], Formats::CSV);
        study.unwrap_or_else(|error| panic!("{:?}", error.diagnostics()))
    }

    fn stressed(study: &Study, threads: usize) -> (Stress, Stressed) {
        let Question::Stress(question) = study.question.clone() else { panic!() };
        let settings = Settings { threads, ..Settings::default() };
        let stresses = stress(&study.scenario, &question).unwrap();
        let found = stresses.run(&settings, &Nowhere, &Silent).unwrap();
        drop(stresses);
        (question, found)
    }

    #[test]
    fn a_doubt_differs_from_the_scenario_as_it_is_by_what_its_replications_say() {
        let study = study("[stress]\nmetrics = [\"wait\"]\naspects = [\"families\"]");
        let (question, found) = stressed(&study, 1);
        assert_eq!(found.arms.len(), question.doubts.len() + 1);
        let each = 1.0 - 0.05 / question.doubts.len() as f64;
        let waits = |arm: usize| -> Vec<f64> {
            found.arms[arm].of_metric("wait").unwrap().into_iter().map(Option::unwrap).collect()
        };
        for (index, gap) in found.gaps.iter().enumerate() {
            assert_eq!(gap.difference, paired(&waits(index + 1), &waits(0), each));
        }
        // An M/D/1 queue waits half as long as an M/M/1 one (Pollaczek 1930, Khinchine 1932).
        let constant = question
            .doubts
            .iter()
            .position(|doubt| doubt.name.contains("service") && doubt.alternative == "deterministic");
        let gap = found.gaps.iter().find(|gap| gap.arm == constant.unwrap() + 1).unwrap();
        let (difference, base) = (gap.difference.unwrap().mean.value, gap.control.unwrap());
        assert!((-0.65..-0.35).contains(&(difference / base)), "{difference} of {base}");
    }

    #[test]
    fn whether_a_conclusion_stands_is_said_with_its_interval() {
        let table = "[stress]\nmetrics = [\"utilisation\"]\naspects = [\"rates\"]\n\
                     criterion = { metric = \"wait\", at_most = 30 }";
        let (question, found) = stressed(&study(table), 1);
        assert_eq!(question.metrics, ["utilisation", "wait"]);
        let of = |name: &str, alternative: &str| {
            let found_at = question
                .doubts
                .iter()
                .position(|doubt| doubt.name == name && doubt.alternative == alternative);
            found.verdicts[found_at.unwrap() + 1]
        };
        assert_eq!(found.verdicts[0], Verdict::Holds);
        assert_eq!(of("arrivals", "× 2"), Verdict::Fails, "nine tenths doubled is more than one can serve");
        assert_eq!(of("arrivals", "× 0.5"), Verdict::Holds);
    }

    #[test]
    fn the_box_in_which_a_queue_overflows_is_that_of_too_many_arrivals_and_too_slow_a_service() {
        let table = "[stress]\nmetrics = [\"wait\"]\naspects = []\n\
                     criterion = { metric = \"wait\", at_most = 10 }\n[stress.discovery]\n\
                     factors = [{ path = \"model.queue.service.exponential.mean\", low = \"0.2 h\", high = \"2 h\" },\n\
                     { path = \"study.seed\", low = 1, high = 1000 }]";
        let (_, found) = stressed(&study(table), 2);
        let discovered = found.discovered.clone().unwrap();
        let best = discovered.series.unwrap().best;
        assert_eq!((discovered.runs.len(), discovered.runs[0].values.len()), (200, 1));
        // An arrival per hour exceeds the capacity from a mean service of one hour on.
        assert!((0.8..1.1).contains(&best.ranges[0].low), "{:?}", best.ranges);
        assert!(!best.ranges[1].is_restricted(), "luck bounds nothing: {:?}", best.ranges);
        assert!(best.coverage > 0.9 && best.density > 0.9, "{best:?}");
        assert_eq!(stressed(&study(table), 1).1, found, "on any number of threads");
    }

    #[test]
    fn a_conclusion_that_never_fails_has_no_box() {
        let table = "[stress]\nmetrics = [\"wait\"]\naspects = []\n\
                     criterion = { metric = \"wait\", at_least = 0 }\n[stress.discovery]\n\
                     design = { sobol = { points = 32 } }";
        let (question, found) = stressed(&study(table), 1);
        let names: Vec<&str> =
            question.discovery.iter().flat_map(|d| &d.factors).map(|f| f.path.as_str()).collect();
        assert_eq!(names, ["model.queue.arrivals.exponential.mean", "model.queue.service.exponential.mean"]);
        let discovered = found.discovered.unwrap();
        assert_eq!((discovered.series, discovered.failures), (None, vec![false; 32]));
    }
}
