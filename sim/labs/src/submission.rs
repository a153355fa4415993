//! The files of students.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use bazaar_exercise::{LARGEST, Submission};

use super::error::LabError;

/// Reads a file.
///
/// # Errors
/// The error, in words for the lecturer.
pub(super) fn open(path: &Path) -> Result<Submission, String> {
    // Reading a pipe would block, and a link may lead anywhere.
    if !fs::symlink_metadata(path).is_ok_and(|found| found.is_file()) {
        return Err("it is not a regular file".to_owned());
    }
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tar")) {
        return Err("it is not a .tar file made by `bazaar course pack`".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| format!("it cannot be read: {error}"))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| format!("it cannot be read: {error}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it is larger than {LARGEST} bytes, the limit of a pack"));
    }
    Submission::read(&bytes)
}

/// File endings of submissions: that of `pack`, and likely variants.
const ARCHIVES: [&str; 7] = ["tar", "zip", "gz", "tgz", "7z", "rar", "xz"];

fn is_archive(ending: &OsStr) -> bool {
    ARCHIVES.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// The maximum depth of folders.
const DEEPEST: usize = 8;

/// Every archive in a folder and below it, in order of path. Links are not followed.
pub(super) fn find(folder: &Path) -> Result<Vec<PathBuf>, LabError> {
    if !folder.is_dir() {
        return Err(LabError::usage(
            format!("there is no folder `{}`", folder.display()),
            "name the folder with the files that students handed in",
        ));
    }
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(LabError::of(&folder))? {
            let entry = entry.map_err(LabError::of(&folder))?;
            let kind = entry.file_type().map_err(LabError::of(&folder))?;
            let path = entry.path();
            if kind.is_dir() && depth < DEEPEST {
                folders.push((path, depth + 1));
            } else if path.extension().is_some_and(is_archive) && !kind.is_dir() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
