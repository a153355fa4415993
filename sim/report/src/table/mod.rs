//! Tables of an outcome, for other programs.
//!
//! [`observations`] has every value of every replication, in the tidy form: one
//! value to a row (Wickham 2014). [`summary`] has an estimate of every metric. The tables of studies are [`Sheet`](bazaar_figure::sheet::Sheet)s, whose columns depend on what is varied.
//! Metrics by two things at once have tables of their own: [`matrices`] has their values, and [`cells`] the estimates.
//! [`fitted`] and [`models`] are what was fitted to data. [`parquet()`] and [`csv`] write all of them. The other way round, [`FORMATS`] says in
//! which formats a scenario's tables can be read. What a column means stands in one place,
//! the list of columns beside each, such as [`SUMMARY`](bazaar_figure::column::SUMMARY), from which the manifest takes it too.

mod fits;
mod frame;
mod guard;
mod matrices;
mod observations;
mod read;
mod summary;
mod write;

pub use fits::{FITTED, MODELS, fitted, models};
pub use frame::frame;
pub use matrices::{CELLS, MATRICES, cells, matrices};
pub use observations::observations;
pub use polars::frame::DataFrame as Frame;
pub use read::FORMATS;
pub use summary::summary;
pub use write::{csv, parquet};

/// The media type of Parquet.
pub(crate) const PARQUET: &str = "application/vnd.apache.parquet";

/// The media type of a table that a scenario names, by its name.
pub(crate) fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "csv")) => "text/csv",
        Some((_, "tsv" | "tab")) => "text/tab-separated-values",
        _ => PARQUET,
    }
}

/// Why a table could not be made or written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct TableError(#[from] polars::error::PolarsError);
