//! The answers of studies: their tables, conclusions and figures.
//!
//! Each kind of study is a file that implements [`Answer`]: its tables, its printed output, its figures.

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

/// The file name of a study that was given by flags, in messages.
pub const FLAGS: &str = "the flags";

/// The name of a study, or of the scenario if the study was given by flags.
#[must_use]
pub fn called(study: &Study) -> &str {
    if study.name == FLAGS { &study.scenario.name } else { &study.name }
}

/// The line below a figure's title: the study, the number of replications and the horizon.
fn subtitle(study: &Study, runs: &str, replications: u64) -> String {
    let scenario = &study.scenario;
    let title = if study.title.is_empty() { &scenario.title } else { &study.title };
    let of = scenario.study.horizon;
    format!("{title} · {runs} · {} of {of}", counted(replications, "replication"))
}

/// Every value of every replication of these metrics, one per row, of points or arms that are identified by texts.
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

/// The label of a factor on an axis.
fn label(factor: &Factor) -> String {
    let name = factor.name.replace(['_', '.'], " ");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name as the stem of a file name.
fn stem(name: &str) -> String {
    let safe = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' };
    name.to_lowercase().chars().map(safe).collect()
}
