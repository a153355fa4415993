//! Files that are whole or not there.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::FolderError;

/// How the name of a file begins that is not in its place yet.
const TEMPORARY: &str = ".bazaar-";

/// The files of a run or a study beside its tables, its figures, its record and the manifest.
const NAMES: [&str; 3] = ["scenario.toml", "study.toml", "parameters.txt"];

/// The tables of a run or a study, each in one or two formats.
const TABLES_WRITTEN: [&str; 16] = [
    "observations",
    "summary",
    "boxes",
    "cells",
    "evaluation",
    "flows",
    "matrices",
    "stress",
    "points",
    "design",
    "results",
    "effects",
    "estimates",
    "differences",
    "thresholds",
    "runs",
];

/// The folder of the tables that a scenario names.
const TABLES: &str = "tables/";

/// Whether a name is that of a file that has not been moved to its place.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY)
}

/// Whether a file of this name may be removed as stale: it is one that a run writes, and
/// not the record, by which an interrupted run is known until the next record replaces it.
fn may_go(name: &str) -> bool {
    let figure = name.strip_prefix("figures/").and_then(|figure| figure.strip_suffix(".svg"));
    let table = name.strip_prefix(TABLES).and_then(|table| table.split_once('.'));
    let written = name.strip_suffix(".parquet").or_else(|| name.strip_suffix(".csv"));
    let arm = name.strip_prefix("arms/").and_then(|arm| arm.strip_suffix(".toml"));
    NAMES.contains(&name)
        || written.is_some_and(|stem| TABLES_WRITTEN.contains(&stem))
        || arm.is_some_and(|stem| stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'))
        || table.is_some_and(|(stem, extension)| {
            let safe = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
            stem.bytes().all(safe) && matches!(extension, "csv" | "parquet")
        })
        || figure.is_some_and(|stem| {
            stem.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        })
}

/// Tries whether files can be made in a folder, or, where it is not there yet, in
/// the one in which it or its parents are to be made. Leaves nothing behind.
pub(super) fn try_out(folder: &Path) -> Result<(), FolderError> {
    let there = folder.ancestors().find(|ancestor| ancestor.is_dir()).unwrap_or(Path::new("."));
    temporary(there).map(drop)
}

fn temporary(folder: &Path) -> Result<NamedTempFile, FolderError> {
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY);
    // As any file that a program makes: readable by whom the user's mask admits.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder).map_err(|source| FolderError::writing(folder, source))
}

/// Writes a file beside its place and moves it there.
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
    let path = folder.join(name);
    let failed = |source| FolderError::writing(&path, source);
    let parent = path.parent().unwrap_or(folder);
    fs::create_dir_all(parent).map_err(failed)?;
    let mut file = temporary(parent)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(&path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Removes a file, if it is there.
pub(super) fn remove(folder: &Path, name: &str) -> Result<(), FolderError> {
    let path = folder.join(name);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(FolderError::writing(&path, error)),
        _ => Ok(()),
    }
}

/// Removes the files of an earlier run that this one does not write, and what an
/// interrupted one had not moved to its place.
pub(super) fn remove_stale(folder: &Path, before: &[String], now: &[&str]) -> Result<(), FolderError> {
    for name in before.iter().filter(|name| may_go(name) && !now.contains(&name.as_str())) {
        remove(folder, name)?;
    }
    for place in ["", "figures", "tables", "arms"].map(|inside| folder.join(inside)) {
        let Ok(entries) = fs::read_dir(&place) else { continue };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        for name in names.filter(|name| is_temporary(name)) {
            remove(&place, &name)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_run_writes_goes_and_its_record_stays() {
        for name in [
            "scenario.toml",
            "summary.csv",
            "matrices.parquet",
            "figures/availability_over_time.svg",
            "tables/failure-trace_2.csv",
            "tables/trace.parquet",
        ] {
            assert!(may_go(name), "{name}");
        }
        for name in [
            "run.json",
            "notes.txt",
            "../summary.csv",
            "figures/../notes.svg",
            "/etc/passwd",
            "figures/a.png",
            "tables/../summary.csv",
            "tables/notes.txt",
        ] {
            assert!(!may_go(name), "{name}");
        }
    }
}
