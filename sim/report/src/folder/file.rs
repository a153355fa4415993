//! Files that are complete or absent.
//!
//! Below the folder no link is followed for reading, writing or removing: a folder may come from
//! another person, and the target of a link in it is not part of a run. The folder itself may be
//! named by a link.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::{FolderError, lock, parts};
use crate::overview;

/// The prefix of temporary files.
const TEMPORARY: &str = ".bazaar-";

/// The files of a run or a study besides its tables, its figures, its record and the manifest.
const NAMES: [&str; 4] = [overview::NAME, "scenario.toml", "study.toml", "parameters.txt"];

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

/// The folder for the tables of a scenario.
const TABLES: &str = "tables/";

/// The folders within that of a run or a study.
const WITHIN: [&str; 4] = ["figures", "tables", "arms", parts::PARTS];

/// The maximum length of records and manifests, with a large margin; longer files are not read.
const LONGEST: u64 = 1 << 26;

/// Whether a name is that of a temporary file.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY) && name != lock::NAME
}

/// Whether a name is that of a file that file managers create when a folder is opened. A folder
/// with such a file counts as empty.
#[must_use]
pub fn is_litter(name: &str) -> bool {
    const LITTER: [&str; 6] =
        [".DS_Store", "._.DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini", ".directory"];
    LITTER.iter().any(|litter| litter.eq_ignore_ascii_case(name))
}

/// Whether a file of this name may be removed as stale: a run writes it, and it is not the record,
/// which identifies an interrupted run until the next record replaces it.
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
            stem.bytes().all(safe) && matches!(extension, "csv" | "tsv" | "tab" | "parquet")
        })
        || figure.is_some_and(|stem| {
            stem.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        })
}

/// Checks that files can be made in a folder, or, if it does not exist yet, in the one in which it
/// or its parents are to be made. Leaves no trace.
pub(super) fn try_out(folder: &Path) -> Result<(), FolderError> {
    let there = folder.ancestors().find(|ancestor| ancestor.is_dir()).unwrap_or(Path::new("."));
    temporary(there).map(drop)
}

/// Checks that nothing is in the way of a run's folders or its first and last files: before the
/// run, since afterwards it could not be written.
pub(super) fn try_places(folder: &Path, files: &[&str]) -> Result<(), FolderError> {
    for (name, is_folder) in
        WITHIN.iter().map(|name| (name, true)).chain(files.iter().map(|name| (name, false)))
    {
        let path = folder.join(name);
        match fs::symlink_metadata(&path) {
            Ok(found) if is_folder && !found.is_dir() => return Err(FolderError::NotThrough { path }),
            Ok(found) if !is_folder && found.is_dir() => return Err(FolderError::IsFolder { path }),
            _ => {}
        }
    }
    Ok(())
}

fn temporary(folder: &Path) -> Result<NamedTempFile, FolderError> {
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY);
    // The same permissions as any file that a program makes: the user's mask decides.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder).map_err(|source| FolderError::writing(folder, source))
}

/// Whether everything between a folder and a file below it is a folder, and not a link.
fn is_within(folder: &Path, name: &str) -> bool {
    let above = Path::new(name).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
    above.into_iter().all(|above| fs::symlink_metadata(folder.join(above)).is_ok_and(|found| found.is_dir()))
}

/// The path of a file below a folder. Missing folders between are made.
pub(super) fn reach(folder: &Path, name: &str) -> Result<PathBuf, FolderError> {
    fs::create_dir_all(folder).map_err(|source| FolderError::writing(folder, source))?;
    let above = Path::new(name).parent().into_iter().flat_map(Path::components);
    let mut path = folder.to_owned();
    for part in above {
        path.push(part);
        match fs::create_dir(&path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                return Err(FolderError::writing(&path, error));
            }
            _ => {}
        }
        if !fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir()) {
            return Err(FolderError::NotThrough { path });
        }
    }
    Ok(folder.join(name))
}

/// The bytes of a file below a folder; `None` if it does not exist or is not a regular file (a
/// link, a pipe).
pub(super) fn read(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, FolderError> {
    let path = folder.join(name);
    let read = || -> io::Result<Option<Vec<u8>>> {
        let found = fs::symlink_metadata(&path)?;
        if !found.is_file() || !is_within(folder, name) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        fs::File::open(&path)?.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    };
    match read() {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        other => other.map_err(|source| FolderError::reading(&path, source)),
    }
}

/// The same for a file that is short if it is one of ours; `None` for a long one.
pub(super) fn read_short(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, FolderError> {
    match fs::symlink_metadata(folder.join(name)) {
        Ok(found) if found.len() > LONGEST => Ok(None),
        _ => read(folder, name),
    }
}

/// Writes to a temporary file and moves it into place.
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
    let (file, path) = written(folder, name, bytes)?;
    file.persist(&path).map_err(|error| FolderError::writing(&path, error.error))?;
    Ok(())
}

/// The same, but only if nothing has that name.
pub(super) fn write_new(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
    let (file, path) = written(folder, name, bytes)?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            Err(FolderError::FileIsThere { path })
        }
        Err(error) => Err(FolderError::writing(&path, error.error)),
    }
}

/// A temporary file, and its place.
fn written(folder: &Path, name: &str, bytes: &[u8]) -> Result<(NamedTempFile, PathBuf), FolderError> {
    let path = reach(folder, name)?;
    let failed = |source| FolderError::writing(&path, source);
    let mut file = temporary(path.parent().unwrap_or(folder))?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    Ok((file, path))
}

/// Removes a file, if it exists.
pub(super) fn remove(folder: &Path, name: &str) -> Result<(), FolderError> {
    let path = folder.join(name);
    if !is_within(folder, name) {
        return Ok(());
    }
    match fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(FolderError::writing(&path, error)),
        _ => Ok(()),
    }
}

/// Removes the files of an earlier run that this one does not write, and the temporary files of an
/// interrupted one.
pub(super) fn remove_stale(folder: &Path, before: &[String], now: &[&str]) -> Result<(), FolderError> {
    for name in before.iter().filter(|name| may_go(name) && !now.contains(&name.as_str())) {
        remove(folder, name)?;
    }
    for place in ["", "figures/", "tables/", "arms/"] {
        if !is_within(folder, &format!("{place}x")) {
            continue;
        }
        let entries = fs::read_dir(folder.join(place)).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        for name in names.filter(|name| is_temporary(name)) {
            remove(folder, &format!("{place}{name}"))?;
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
            "index.html",
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

    #[test]
    fn what_a_file_manager_leaves_is_nobodys() {
        for name in [".DS_Store", "Thumbs.db", "thumbs.db", "desktop.ini", "Desktop.ini"] {
            assert!(is_litter(name), "{name}");
        }
        for name in ["DS_Store", "notes.txt", ".git", "Thumbs.db.txt", ""] {
            assert!(!is_litter(name), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_read_written_or_removed_through_a_link() {
        use std::os::unix::fs::symlink;

        let desk = tempfile::tempdir().unwrap();
        let (ours, theirs) = (desk.path().join("ours"), desk.path().join("theirs"));
        for folder in [&ours, &theirs] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(theirs.join("a.svg"), "theirs").unwrap();
        fs::write(theirs.join(".bazaar-notes"), "theirs").unwrap();
        symlink(&theirs, ours.join("figures")).unwrap();
        symlink(theirs.join("a.svg"), ours.join("run.json")).unwrap();
        assert!(matches!(write(&ours, "figures/a.svg", b"ours"), Err(FolderError::NotThrough { .. })));
        assert!(matches!(write(&ours, "figures/b/c.svg", b"ours"), Err(FolderError::NotThrough { .. })));
        assert_eq!(read(&ours, "figures/a.svg").unwrap(), None);
        assert_eq!(read(&ours, "run.json").unwrap(), None);
        remove(&ours, "figures/a.svg").unwrap();
        remove_stale(&ours, &["figures/a.svg".to_owned()], &[]).unwrap();
        assert!(matches!(try_places(&ours, &[]), Err(FolderError::NotThrough { .. })));
        // A file replaces a link, not its target.
        write(&ours, "run.json", b"ours").unwrap();
        assert_eq!(read(&ours, "run.json").unwrap().unwrap(), b"ours");
        assert_eq!(fs::read_to_string(theirs.join("a.svg")).unwrap(), "theirs");
        assert_eq!(fs::read_dir(&theirs).unwrap().count(), 2);
    }

    #[test]
    fn a_new_file_replaces_none() {
        let desk = tempfile::tempdir().unwrap();
        write_new(desk.path(), "a", b"one").unwrap();
        assert!(matches!(write_new(desk.path(), "a", b"two"), Err(FolderError::FileIsThere { .. })));
        assert_eq!(fs::read(desk.path().join("a")).unwrap(), b"one");
        assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 1);
    }
}
