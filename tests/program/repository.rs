//! The files of the repository.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder that holds `Cargo.toml`.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file, by its path from the root.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder, without what is built or kept by version control.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            // In a further working tree `.git` is a file.
            if path.ends_with(".git") {
                continue;
            }
            if !path.is_dir() {
                files.push(path);
            } else if !path.ends_with("target") {
                folders.push(path);
            }
        }
    }
    files.sort();
    files
}
