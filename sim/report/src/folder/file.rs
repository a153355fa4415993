//! Files that are whole or not there.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::{FolderError, RECORD};

/// How the name of a file begins that is not in its place yet.
const TEMPORARY: &str = ".bazaar-";

/// The files of a run beside its figures and the manifest.
const NAMES: [&str; 5] = [RECORD, "scenario.toml", "observations.parquet", "summary.parquet", "summary.csv"];

/// Whether a name is that of a file that has not been moved to its place.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY)
}

/// Whether a run writes files of this name: nothing else is ever deleted.
fn is_of_a_run(name: &str) -> bool {
    let figure = name.strip_prefix("figures/").and_then(|figure| figure.strip_suffix(".svg"));
    NAMES.contains(&name)
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
    for name in before.iter().filter(|name| is_of_a_run(name) && !now.contains(&name.as_str())) {
        remove(folder, name)?;
    }
    for place in [folder.to_owned(), folder.join("figures")] {
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
    fn only_what_a_run_writes_is_ever_deleted() {
        for name in ["run.json", "summary.csv", "figures/availability_over_time.svg"] {
            assert!(is_of_a_run(name), "{name}");
        }
        for name in ["notes.txt", "../summary.csv", "figures/../notes.svg", "/etc/passwd", "figures/a.png"] {
            assert!(!is_of_a_run(name), "{name}");
        }
    }
}
