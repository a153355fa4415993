//! Tables as files.

use std::io::Write;

use polars::frame::DataFrame;
use polars::prelude::{CsvWriter, ParquetWriter, SerWriter};

use super::TableError;

/// Writes a table as Parquet: columns with types, compressed.
///
/// # Errors
/// If it cannot be written.
pub fn parquet(mut table: DataFrame, out: impl Write) -> Result<(), TableError> {
    // Where a column is in several pieces, the bytes would depend on how many.
    table.rechunk_mut();
    ParquetWriter::new(out).set_parallel(false).finish(&mut table)?;
    Ok(())
}

/// Writes a table as CSV, with a comma, a point and a heading; what is not there is empty.
///
/// # Errors
/// If it cannot be written.
pub fn csv(mut table: DataFrame, out: impl Write) -> Result<(), TableError> {
    table.rechunk_mut();
    CsvWriter::new(out).n_threads(1).finish(&mut table)?;
    Ok(())
}
