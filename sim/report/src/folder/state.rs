//! The state of a folder.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::file::{is_litter, is_temporary, read_short};
use super::{FolderError, RECORD, lock, record};
use crate::manifest::{self, Described};

/// The content of a folder before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Empty, or missing.
    Empty,
    /// An incomplete run: its record, but no manifest.
    Interrupted {
        /// The run's identity, as a checksum.
        identity: String,
        /// The files that the run was to write.
        files: Vec<String>,
    },
    /// A complete run.
    Complete(Described),
    /// Other files.
    Foreign {
        /// The name of one of them.
        entry: String,
    },
}

impl State {
    /// Reads the state of a folder.
    ///
    /// # Errors
    /// If it is a file or cannot be read.
    pub fn of(path: &Path) -> Result<Self, FolderError> {
        match fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return match fs::symlink_metadata(path) {
                    Ok(_) => Err(FolderError::Dangling { path: path.to_owned() }),
                    Err(_) => Ok(State::Empty),
                };
            }
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return Err(FolderError::File { path: path.to_owned() });
            }
            Err(error) => return Err(FolderError::reading(path, error)),
            Ok(found) if !found.is_dir() => return Err(FolderError::File { path: path.to_owned() }),
            Ok(_) => {}
        }
        let names = names(path).map_err(|error| FolderError::reading(path, error))?;
        let Some(entry) =
            names.into_iter().find(|name| !is_temporary(name) && !is_litter(name) && name != lock::NAME)
        else {
            return Ok(State::Empty);
        };
        if let Some(text) = read_short(path, manifest::NAME)? {
            return Ok(manifest::read(&text).map_or(State::Foreign { entry }, State::Complete));
        }
        let record = read_short(path, RECORD)?.and_then(|text| record::read(&text));
        Ok(record
            .map_or(State::Foreign { entry }, |(identity, files)| State::Interrupted { identity, files }))
    }

    /// The files of the run in the folder, written or not.
    pub(super) fn files(&self) -> &[String] {
        match self {
            State::Complete(run) => &run.files,
            State::Interrupted { files, .. } => files,
            State::Empty | State::Foreign { .. } => &[],
        }
    }
}

/// The names in a folder, in order.
fn names(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
