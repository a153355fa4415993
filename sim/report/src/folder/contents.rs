//! The contents of a run's folder, except its page, its record and its manifest.

use bazaar_study::Outcome;

use super::FolderError;
use crate::manifest::Content;
use crate::table::{self, PARQUET, TableError, media_type};
use bazaar_figure::figure::{self, Figure};

/// All files, in the order of writing.
pub(super) fn contents(outcome: &Outcome) -> Result<Vec<Content>, FolderError> {
    let written = |write: &dyn Fn(&mut Vec<u8>) -> Result<(), TableError>| {
        let mut bytes = Vec::new();
        write(&mut bytes).map(|()| bytes)
    };
    let of_scenario = outcome.scenario.tables.iter().map(|table| {
        let format = media_type(&table.name);
        let about = "A table of the scenario, unchanged.";
        Content::new(&table.name, "Table of the scenario", about, format, table.bytes.to_vec())
    });
    let summary = table::summary(outcome)?;
    let observations = table::observations(outcome)?;
    let mut contents = vec![
        Content::new(
            "scenario.toml",
            "Scenario",
            "The scenario as it was run, with all defaults.",
            "application/toml",
            outcome.scenario.to_toml().into_bytes(),
        ),
        Content::new(
            "observations.parquet",
            "Observations",
            "Every value of every replication, one to a row.",
            PARQUET,
            written(&|out| table::parquet(observations.clone(), out))?,
        ),
        Content::new(
            "summary.parquet",
            "Summary",
            "An estimate of every metric.",
            PARQUET,
            written(&|out| table::parquet(summary.clone(), out))?,
        ),
        Content::new(
            "summary.csv",
            "Summary",
            "An estimate of every metric, as text.",
            "text/csv",
            written(&|out| table::csv(summary.clone(), out))?,
        ),
    ];
    if !outcome.summary.matrices.is_empty() {
        let values = table::matrices(outcome)?;
        let cells = table::cells(outcome)?;
        contents.extend([
            Content::new(
                "matrices.parquet",
                "Matrices",
                "Every value of the two-dimensional metrics in every replication, one cell per row.",
                PARQUET,
                written(&|out| table::parquet(values.clone(), out))?,
            ),
            Content::new(
                "cells.parquet",
                "Cells",
                "An estimate of every cell of the two-dimensional metrics.",
                PARQUET,
                written(&|out| table::parquet(cells.clone(), out))?,
            ),
            Content::new(
                "cells.csv",
                "Cells",
                "An estimate of every cell of the two-dimensional metrics, as text.",
                "text/csv",
                written(&|out| table::csv(cells.clone(), out))?,
            ),
        ]);
    }
    contents.extend(of_scenario);
    contents.extend(figure::figures(outcome)?.into_iter().map(|Figure { name, title, alt, svg, .. }| {
        Content::new(&format!("figures/{name}.svg"), &title, &alt, "image/svg+xml", svg)
    }));
    Ok(contents)
}
