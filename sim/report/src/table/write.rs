//! Tables as files.

use std::io::Write;

use polars::frame::DataFrame;
use polars::prelude::{CsvWriter, ParquetWriter, SerWriter};

use super::TableError;

/// Writes a table as Parquet: typed and compressed.
///
/// # Errors
/// If it cannot be written.
pub fn parquet(mut table: DataFrame, out: impl Write) -> Result<(), TableError> {
    // With a column in several chunks, the bytes would depend on their number.
    table.rechunk_mut();
    ParquetWriter::new(out).set_parallel(false).finish(&mut table)?;
    Ok(())
}

/// Writes a table as CSV, with comma, decimal point and headings; missing values are empty.
///
/// # Errors
/// If it cannot be written.
pub fn csv(mut table: DataFrame, out: impl Write) -> Result<(), TableError> {
    table.rechunk_mut();
    CsvWriter::new(out).n_threads(1).finish(&mut table)?;
    Ok(())
}
