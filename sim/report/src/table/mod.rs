//! Tables of an outcome, for other programs.
//!
//! [`observations`] has every value of every replication, in tidy form: one value per row (Wickham
//! 2014). [`summary`] has an estimate of every metric. The tables of studies are
//! [`Sheet`](bazaar_figure::sheet::Sheet)s, whose columns depend on the factors. Two-dimensional
//! metrics have tables of their own: [`matrices`] has their values, and [`cells`] the estimates.
//! [`fitted`] and [`models`] are the results of fits. [`parquet()`] and [`csv`] write all of them.
//! For input, [`FORMATS`] lists the formats of a scenario's tables. The definitions of columns are
//! in one place, the list beside each table, such as [`SUMMARY`](bazaar_figure::column::SUMMARY),
//! and the manifest uses the same list.

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

/// The media type of a scenario's table, by its name.
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
