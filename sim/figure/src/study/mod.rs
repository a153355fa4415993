//! The answers of studies: their numbers as tables, what they say in words, and their figures.
//!
//! Each kind of study is a file that implements [`Answer`]: which tables it has, what it prints, which figures it draws.

mod answer;
mod compare;
mod evaluate;
mod sensitivity;
mod stress;
mod sweep;
mod threshold;

use bazaar_models::metric::Metric;
use bazaar_scenario::{Factor, Study};
use bazaar_study::experiment::Runs;

pub use answer::{Answer, Asked};
pub use compare::Comparison;
pub use evaluate::{HEADINGS as MEASURED, Programme, measured, measures, of_survey};
pub use sensitivity::Sensitivity;
pub use stress::{Side, Stresstest, said};
pub use sweep::Points;
pub use threshold::Threshold;

use crate::number::counted;
use crate::sheet::Sheet;

/// What the text of a study is called that was made of flags.
pub const FLAGS: &str = "the flags";

/// The name of a study, or of the scenario if it was asked by flags.
#[must_use]
pub fn called(study: &Study) -> &str {
    if study.name == FLAGS { &study.scenario.name } else { &study.name }
}

/// The line below a figure's title: what was asked about, how often and how long it was run.
fn subtitle(study: &Study, runs: &str, replications: u64) -> String {
    let scenario = &study.scenario;
    let title = if study.title.is_empty() { &scenario.title } else { &study.title };
    let of = scenario.study.horizon;
    format!("{title} · {runs} · {} of {of}", counted(replications, "replication"))
}

/// Every value of every replication of these metrics, one to a row, of points or arms that are told apart by texts.
fn observations(first: (&str, &str), names: &[String], runs: &[Runs], metrics: &[&'static Metric]) -> Sheet {
    let mut rows: Vec<(&str, u64, &str, Option<f64>)> = Vec::new();
    for (name, runs) in names.iter().zip(runs) {
        for (replication, values) in (1..).zip(&runs.values) {
            for metric in metrics {
                let index = runs.metrics.iter().position(|other| other.name == metric.name);
                let value = index.and_then(|index| values.get(index).copied().flatten());
                rows.push((name, replication, metric.name, value));
            }
        }
    }
    Sheet::default()
        .texts(first.0, first.1, rows.iter().map(|row| row.0.to_owned()))
        .counts("replication", "The number of the replication, from 1.", rows.iter().map(|row| row.1))
        .texts("metric", "The name of the metric.", rows.iter().map(|row| row.2.to_owned()))
        .numbers(
            "value",
            "",
            "The value in the metric's unit; empty if the replication has none.",
            rows.iter().map(|row| row.3),
        )
}

/// The metrics of these names, in the order of the model's list.
fn metrics(study: &Study, names: &[&'static str]) -> Vec<&'static Metric> {
    let all: &'static [Metric] = study.scenario.model.metrics();
    all.iter().filter(|metric| names.contains(&metric.name)).collect()
}

/// What an axis calls a factor.
fn label(factor: &Factor) -> String {
    let name = factor.name.replace(['_', '.'], " ");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name as the stem of a file.
fn stem(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' };
    name.to_lowercase().chars().map(safe).collect()
}
