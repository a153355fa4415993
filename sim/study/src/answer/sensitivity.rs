//! Sensitivity analysis of metrics with respect to the factors of a study.
//!
//! Each run of the design has the scenario's number of replications, with common random numbers at
//! all points, and the methods use their mean: a function of the factors alone. The tornado also
//! uses single replications, for its paired intervals.

use bazaar_engine::Streams;
use bazaar_models::metric::Metric;
use bazaar_scenario::{Factor, Method, MorrisText, Scenario, Sensitivity, Spread};

use super::AnswerError;
use super::space::{Placed, Space};
use crate::estimate::Estimate;
use crate::experiment::{PartStore, Runs, Task, conduct};
use crate::outcome::Settings;
use crate::progress::Progress;
use crate::sensitivity::{Bar, Saltelli, Screening, Shares, Trajectories, tornado};

/// A design for sensitivity analysis, each run validated before any is made.
#[derive(Clone, Debug)]
pub struct Screened {
    /// The factors.
    pub factors: Vec<Factor>,
    /// The runs in the order of the method; of a tornado the first is the base case.
    pub points: Vec<Placed>,
    metrics: Vec<&'static Metric>,
    method: Made,
}

/// The design of a method.
#[derive(Clone, Debug)]
enum Made {
    Morris(Trajectories),
    Sobol(Saltelli),
    Tornado,
}

/// The sensitivity of one metric, in the order of the factors.
#[derive(Clone, Debug, PartialEq)]
pub enum Effects {
    /// Elementary effects.
    Morris(Vec<Screening>),
    /// Shares of variance; `None` if the metric never varies.
    Sobol(Option<Vec<Shares>>),
    /// Bars, the widest first.
    Tornado(Vec<Bar>),
}

/// The runs that a question of sensitivity needs.
///
/// # Errors
/// If the design cannot be made, or values that are valid one by one contradict each other.
pub fn sensitivity(scenario: &Scenario, question: &Sensitivity) -> Result<Screened, AnswerError> {
    let space = Space::new(&question.factors)?;
    let streams = Streams::new(scenario.study.seed).component("study design");
    let dimensions = question.factors.len();
    let (method, rows) = match question.method {
        Method::Morris(MorrisText { trajectories, levels }) => {
            let made = Trajectories::new(trajectories as usize, dimensions, levels, streams)?;
            let rows = space.values(made.points());
            (Made::Morris(made), rows)
        }
        Method::Sobol(wanted) => {
            let made = Saltelli::new(wanted.points as usize, dimensions, wanted.both_ways, streams)?;
            let rows = space.values(made.points());
            (Made::Sobol(made), rows)
        }
        Method::Tornado => (Made::Tornado, Vec::new()),
    };
    let points = match method {
        Made::Tornado => one_by_one(scenario, &question.factors)?,
        _ => space.place(scenario, rows)?,
    };
    let metrics = scenario.model.metrics().iter();
    let metrics = metrics.filter(|metric| question.metrics.contains(&metric.name)).collect();
    Ok(Screened { factors: question.factors.clone(), points, metrics, method })
}

/// The base case, then each factor in turn at its low and at its high end.
fn one_by_one(scenario: &Scenario, factors: &[Factor]) -> Result<Vec<Placed>, AnswerError> {
    let mut points = vec![Placed { values: vec![f64::NAN; factors.len()], scenario: scenario.clone() }];
    for (index, factor) in factors.iter().enumerate() {
        for end in ends(&factor.spread) {
            let mut values = vec![f64::NAN; factors.len()];
            values[index] = end;
            let scenario = scenario.with(&[format!("{}={}", factor.path, factor.toml(end))])?;
            points.push(Placed { values, scenario });
        }
    }
    Ok(points)
}

/// The lowest and the highest value of a factor, or the first and the last of a list.
fn ends(spread: &Spread) -> [f64; 2] {
    match spread {
        Spread::Range { low, high, .. } | Spread::Triangular { low, high, .. } => [*low, *high],
        Spread::Values(values) => [0.0, values.len().saturating_sub(1) as f64],
        // Without bounds: such a study is refused when it is read.
        Spread::Normal { mean, sd } => [mean - 2.0 * sd, mean + 2.0 * sd],
        Spread::LogNormal { median, .. } => [0.5 * median, 2.0 * median],
        Spread::Beta { .. } => [0.0, 1.0],
    }
}

impl Screened {
    /// The metrics of the question, in the order of the model's list.
    #[must_use]
    pub fn metrics(&self) -> &[&'static Metric] {
        &self.metrics
    }

    /// The runs.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task<'_>> {
        self.points.iter().map(|point| Task::all(&point.scenario)).collect()
    }

    /// Makes all runs and returns them in order.
    ///
    /// # Errors
    /// If a run fails or cannot be stored.
    pub fn run(
        &self,
        settings: &Settings,
        store: &dyn PartStore,
        progress: &dyn Progress,
    ) -> Result<Vec<Runs>, AnswerError> {
        Ok(conduct(&self.tasks(), settings, store, progress)?)
    }

    /// The mean of a metric in each run.
    ///
    /// # Errors
    /// If the metric has no value in one of them.
    pub fn means(&self, runs: &[Runs], metric: &'static Metric) -> Result<Vec<f64>, AnswerError> {
        let mean = |(index, runs): (usize, &Runs)| {
            let values = runs.of_metric(metric.name).unwrap_or_default();
            let mean = Estimate::new(metric, values.into_iter()).mean;
            mean.ok_or_else(|| AnswerError::NoValue { metric: metric.name, at: self.at(index) })
        };
        runs.iter().enumerate().map(mean).collect()
    }

    /// The sensitivity of a metric to each factor; intervals are at 95%.
    ///
    /// # Errors
    /// If the metric has no value in one of the runs, or the method refuses the outputs.
    pub fn effects(&self, runs: &[Runs], metric: &'static Metric) -> Result<Effects, AnswerError> {
        Ok(match &self.method {
            Made::Morris(made) => {
                Effects::Morris(made.screen(&self.means(runs, metric)?, Estimate::CONFIDENCE)?)
            }
            Made::Sobol(made) => {
                Effects::Sobol(made.shares(&self.means(runs, metric)?, Estimate::CONFIDENCE)?)
            }
            Made::Tornado => {
                let values = runs.iter().enumerate().map(|(index, runs)| {
                    let all: Option<Vec<f64>> = runs.of_metric(metric.name).into_iter().flatten().collect();
                    all.ok_or_else(|| AnswerError::NoValue { metric: metric.name, at: self.at(index) })
                });
                let values: Result<Vec<Vec<f64>>, AnswerError> = values.collect();
                Effects::Tornado(tornado(&values?, Estimate::CONFIDENCE)?)
            }
        })
    }

    /// The run, as the end of a sentence.
    fn at(&self, index: usize) -> String {
        let values = self.points.get(index).map_or(&[][..], |point| &point.values);
        let moved = self.factors.iter().zip(values).filter(|(_, value)| value.is_finite());
        let moved: Vec<String> =
            moved.map(|(factor, &value)| format!("{}={}", factor.path, factor.toml(value))).collect();
        if moved.is_empty() {
            "of the scenario as it is".to_owned()
        } else {
            format!("with {}", moved.join(" "))
        }
    }
}
