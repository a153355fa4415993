//! Errors of folders.

use std::io;
use std::path::{Path, PathBuf};

use crate::date::DateError;
use crate::table::TableError;
use bazaar_figure::figure::FigureError;

/// Why a run's folder cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The path is a file.
    #[error("{} is a file, not a folder", path.display())]
    File {
        /// The path.
        path: PathBuf,
    },
    /// The path is a folder.
    #[error("{} is a folder, not a file", path.display())]
    IsFolder {
        /// The path.
        path: PathBuf,
    },
    /// The path is a dangling link.
    #[error("{} is a dangling link", path.display())]
    Dangling {
        /// The path.
        path: PathBuf,
    },
    /// Something other than a folder is in the place of a folder within that of a run.
    #[error("{} must be a folder, but is a link or a file", path.display())]
    NotThrough {
        /// The path.
        path: PathBuf,
    },
    /// Another process is writing the folder.
    #[error("{} is being written by another process", path.display())]
    Busy {
        /// The path.
        path: PathBuf,
    },
    /// The file exists already.
    #[error("{} is there already", path.display())]
    FileIsThere {
        /// The path.
        path: PathBuf,
    },
    /// The folder contains another run.
    #[error("{} holds another run: {title}", path.display())]
    AnotherRun {
        /// The path.
        path: PathBuf,
        /// The title of that run.
        title: String,
    },
    /// The folder has parts of another study.
    #[error("{} holds finished parts of another study", path.display())]
    AnotherStudy {
        /// The path.
        path: PathBuf,
    },
    /// The folder contains files that are not of a run.
    #[error("{} holds files that are not of a run, such as {entry}", path.display())]
    Foreign {
        /// The path.
        path: PathBuf,
        /// One of the files.
        entry: String,
    },
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    Reading {
        /// The path.
        path: PathBuf,
        /// The message of the system.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {}", path.display())]
    Writing {
        /// The path.
        path: PathBuf,
        /// The message of the system.
        source: io::Error,
    },
    /// The date for the manifest is invalid.
    #[error(transparent)]
    Date(#[from] DateError),
    /// A table cannot be made.
    #[error("cannot make a table")]
    Table(#[from] TableError),
    /// A figure cannot be made.
    #[error("cannot make a figure")]
    Figure(#[from] FigureError),
    /// A JSON text cannot be made.
    #[error("cannot make the manifest")]
    Json(#[from] serde_json::Error),
}

impl FolderError {
    pub(super) fn reading(path: &Path, source: io::Error) -> Self {
        FolderError::Reading { path: path.to_owned(), source }
    }

    pub(crate) fn writing(path: &Path, source: io::Error) -> Self {
        FolderError::Writing { path: path.to_owned(), source }
    }

    /// Whether the cause is temporary, so that the same command may succeed later.
    #[must_use]
    pub fn is_of_the_moment(&self) -> bool {
        matches!(self, FolderError::Busy { .. })
    }

    /// What the user can do about it, if the choice of the folder is the cause.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            FolderError::File { .. } => Some("name a folder; it is made if it is not there"),
            FolderError::IsFolder { .. } => Some("name a file; it is made if it is not there"),
            FolderError::Dangling { .. } => Some("remove the link, or name another folder"),
            FolderError::NotThrough { .. } => Some(
                "below a run's folder the program writes through no link; remove it, or name another folder",
            ),
            FolderError::Busy { .. } => Some("wait until that process has ended, or name another folder"),
            FolderError::FileIsThere { .. } => Some("name another file, or replace this one with --force"),
            FolderError::AnotherRun { .. } => {
                Some("name another folder, or replace the run in this one with --force")
            }
            FolderError::AnotherStudy { .. } => Some(
                "name another folder, resume that study as it was begun, or discard its results with --force",
            ),
            FolderError::Foreign { .. } => Some(
                "name an empty folder or a new one; with --force the run's files go into this one, and others stay as they are",
            ),
            FolderError::Date(_) => Some("set it to whole seconds, or unset it"),
            _ => None,
        }
    }
}
