//! A sheet as a polars data frame.

use bazaar_figure::sheet::{Filled, Sheet};
use polars::frame::DataFrame;
use polars::prelude::Column as Values;

use super::TableError;

/// The data frame of a sheet.
///
/// # Errors
/// If the library cannot make it.
pub fn frame(sheet: &Sheet) -> Result<DataFrame, TableError> {
    let columns = sheet.columns().iter().map(|(defined, filled)| {
        let name = defined.name.as_str().into();
        match filled {
            Filled::Texts(values) => Values::new(name, values.iter().map(String::as_str).collect::<Vec<_>>()),
            Filled::Numbers(values) => Values::new(name, values),
            Filled::Counts(values) => Values::new(name, values),
        }
    });
    Ok(DataFrame::new_infer_height(columns.collect())?)
}
