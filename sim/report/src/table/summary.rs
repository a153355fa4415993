//! An estimate of every metric, one per row.

use bazaar_study::{Estimate, Outcome};
use polars::frame::DataFrame;
use polars::prelude::Column as Values;

use super::TableError;
use bazaar_figure::column::SUMMARY;

/// The table of estimates, in the order of the model's metrics.
///
/// # Errors
/// If the library cannot make the table.
pub fn summary(outcome: &Outcome) -> Result<DataFrame, TableError> {
    let estimates: Vec<&Estimate> = outcome.summary.estimates.iter().collect();
    Ok(DataFrame::new_infer_height(columns(&estimates))?)
}

/// The columns of [`SUMMARY`].
pub(super) fn columns(all: &[&Estimate]) -> Vec<Values> {
    let texts = |text: fn(&Estimate) -> &'static str| all.iter().copied().map(text).collect::<Vec<&str>>();
    let numbers = |number: &dyn Fn(&Estimate) -> Option<f64>| {
        all.iter().map(|estimate| number(estimate).filter(|value| value.is_finite())).collect::<Vec<_>>()
    };
    let percentile = |index: usize| numbers(&|estimate| estimate.quantiles[index]);
    let [metric, label, unit, mean, half_width, n, p10, p50, p90] = SUMMARY.map(|column| column.name.into());
    vec![
        Values::new(metric, texts(|estimate| estimate.metric.name)),
        Values::new(label, texts(|estimate| estimate.metric.label)),
        Values::new(unit, texts(|estimate| estimate.metric.unit)),
        Values::new(mean, numbers(&|estimate| estimate.mean)),
        Values::new(half_width, numbers(&|estimate| estimate.half_width)),
        Values::new(n, all.iter().map(|estimate| estimate.n).collect::<Vec<u64>>()),
        Values::new(p10, percentile(0)),
        Values::new(p50, percentile(1)),
        Values::new(p90, percentile(2)),
    ]
}
