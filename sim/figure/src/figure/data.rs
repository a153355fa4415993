//! The data of a figure as a table.

use bazaar_study::Estimate;

use super::axis::titled;
use super::percentiles;
use crate::number::Format;

/// A table of the plotted values, as text in the units of the axes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    /// The columns' titles, with units.
    pub columns: Vec<String>,
    /// The rows, with a dash for a missing value.
    pub rows: Vec<Vec<String>>,
}

impl Data {
    /// A row for each estimate, which begins with its labels.
    pub(super) fn of_estimates<'a>(
        first: String,
        format: &Format,
        rows: impl Iterator<Item = (String, &'a Estimate)>,
    ) -> Self {
        let unit = format.unit.as_str();
        let columns = vec![
            first,
            titled("Mean", unit),
            titled("Half-width of the 95% interval", unit),
            titled("10th percentile", unit),
            titled("Median", unit),
            titled("90th percentile", unit),
            "Replications".to_owned(),
        ];
        let rows = rows.map(|(first, estimate)| {
            let [low, median, high] = percentiles(estimate).map(|value| format.show(value));
            let (mean, half_width) = (format.show(estimate.mean), format.show(estimate.half_width));
            vec![first, mean, half_width, low, median, high, estimate.n.to_string()]
        });
        Data { columns, rows: rows.collect() }
    }
}
