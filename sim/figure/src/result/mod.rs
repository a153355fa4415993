//! Results as JSON, with the structure that scripts rely on: a file for each verb, and here the common parts.

mod compare;
mod evaluate;
mod grid;
mod run;
mod sensitivity;
mod stress;
mod sweep;
mod threshold;
mod verify;

use std::io;

use bazaar_scenario::Study;
use bazaar_study::{Estimate, Summary};
use serde::ser::{Serialize, Serializer};

pub use compare::CompareResult;
pub use evaluate::{EvaluateResult, SurveyResult};
pub use grid::grid;
pub use run::RunResult;
pub use sensitivity::SensitivityResult;
pub use stress::StressResult;
pub use sweep::SweepResult;
pub use threshold::ThresholdResult;
pub use verify::Checks;

use crate::study::called;

/// A result as one line.
///
/// # Errors
/// If it cannot be written as JSON, which does not happen with the result of a study.
pub fn json(result: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(result)? + "\n")
}

/// The first fields of the result of any study.
#[derive(serde::Serialize)]
struct Head<'a> {
    schema: u32,
    /// The name of the study; none if it was given by flags.
    study: Option<&'a str>,
    scenario: &'a str,
    model: &'a str,
    #[serde(serialize_with = "exact")]
    seed: u64,
    elapsed_seconds: f64,
}

/// A whole number, as a text from 2^53 on, since many JSON parsers, such as JavaScript's and R's, round such numbers.
fn exact<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    const FIRST: u64 = 1 << 53;
    if *number < FIRST { serializer.serialize_u64(*number) } else { serializer.collect_str(number) }
}

impl<'a> Head<'a> {
    fn new(study: &'a Study, elapsed_seconds: f64) -> Self {
        let scenario = &study.scenario;
        let named = called(study) == study.name && study.name != scenario.name;
        Head {
            schema: 1,
            study: named.then_some(&study.name),
            scenario: &scenario.name,
            model: scenario.model.name(),
            seed: scenario.study.seed,
            elapsed_seconds,
        }
    }
}

/// An object with one entry per metric, in the order of the model's list.
struct Metrics<'a>(&'a Summary);

impl Serialize for Metrics<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.0.estimates.iter().map(|estimate| (estimate.metric.name, MetricResult::new(estimate))),
        )
    }
}

#[derive(serde::Serialize)]
struct MetricResult {
    mean: Option<f64>,
    half_width: Option<f64>,
    n: u64,
    unit: &'static str,
}

impl MetricResult {
    fn new(estimate: &Estimate) -> Self {
        let Estimate { metric, mean, half_width, n, .. } = *estimate;
        MetricResult { mean, half_width, n, unit: metric.unit }
    }
}
