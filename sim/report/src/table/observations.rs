//! Every value of every replication, one per row, as a polars data frame.

use bazaar_figure::observed::{OBSERVATIONS, Observed, observed};
use bazaar_study::Outcome;
use polars::frame::DataFrame;
use polars::prelude::Column as Values;

use super::TableError;

/// The table of all observations.
///
/// # Errors
/// If the library cannot make the table.
pub fn observations(outcome: &Outcome) -> Result<DataFrame, TableError> {
    let [replication, time_days, metric, segment, value] = OBSERVATIONS.map(|column| column.name.into());
    let rows: Vec<Observed<'_>> = observed(outcome).collect();
    let columns = vec![
        Values::new(replication, rows.iter().map(|row| row.replication).collect::<Vec<_>>()),
        Values::new(time_days, rows.iter().map(|row| row.time_days).collect::<Vec<_>>()),
        Values::new(metric, rows.iter().map(|row| row.metric).collect::<Vec<_>>()),
        Values::new(segment, rows.iter().map(|row| row.segment).collect::<Vec<_>>()),
        Values::new(value, rows.iter().map(|row| row.value).collect::<Vec<_>>()),
    ];
    Ok(DataFrame::new_infer_height(columns)?)
}
