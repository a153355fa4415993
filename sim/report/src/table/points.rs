//! The estimates of several points of a design, one metric of one point to a row.

use bazaar_study::{Estimate, Summary};
use polars::frame::DataFrame;
use polars::prelude::Column as Values;

use super::TableError;
use super::summary::columns;

/// The name of the column that numbers the points, from 1.
const POINT: &str = "point";

/// The table of all points, in their order: the point's number, the value of each
/// factor as the scenario writes it, and the columns of [`summary`](super::summary()).
///
/// # Errors
/// If the library cannot make the table.
pub fn points<'a>(
    factors: &[String],
    points: impl Iterator<Item = (&'a [String], &'a Summary)>,
) -> Result<DataFrame, TableError> {
    let mut numbers: Vec<u64> = Vec::new();
    let mut values: Vec<Vec<&str>> = vec![Vec::new(); factors.len()];
    let mut estimates: Vec<&Estimate> = Vec::new();
    for (number, (of_point, summary)) in (1..).zip(points) {
        for estimate in &summary.estimates {
            numbers.push(number);
            estimates.push(estimate);
            for (column, value) in values.iter_mut().zip(of_point) {
                column.push(value.trim_matches('"'));
            }
        }
    }
    let mut all = vec![Values::new(POINT.into(), numbers)];
    all.extend(factors.iter().zip(values).map(|(path, values)| Values::new(path.as_str().into(), values)));
    all.extend(columns(&estimates));
    Ok(DataFrame::new_infer_height(all)?)
}
