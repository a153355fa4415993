//! Why a folder cannot be written.

use std::io;
use std::path::{Path, PathBuf};

use crate::date::DateError;
use crate::table::TableError;
use bazaar_figure::figure::FigureError;

/// What can go wrong with a run's folder.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is a file of that name.
    #[error("{} is a file, not a folder", path.display())]
    File {
        /// Where.
        path: PathBuf,
    },
    /// There is a folder of that name.
    #[error("{} is a folder, not a file", path.display())]
    IsFolder {
        /// Where.
        path: PathBuf,
    },
    /// There is a link of that name which leads nowhere.
    #[error("{} is a link to something that is not there", path.display())]
    Dangling {
        /// Where.
        path: PathBuf,
    },
    /// Where a folder belongs, within that of a run, there is something else.
    #[error("{} is a link or a file, where a folder belongs", path.display())]
    NotThrough {
        /// Where.
        path: PathBuf,
    },
    /// Another process writes the folder.
    #[error("{} is being written by another process", path.display())]
    Busy {
        /// Where.
        path: PathBuf,
    },
    /// There is a file of that name already.
    #[error("{} is there already", path.display())]
    FileIsThere {
        /// Where.
        path: PathBuf,
    },
    /// The folder is another run's.
    #[error("{} holds another run: {title}", path.display())]
    AnotherRun {
        /// Where.
        path: PathBuf,
        /// That run's title.
        title: String,
    },
    /// The folder has parts of another study.
    #[error("{} holds finished parts of another study", path.display())]
    AnotherStudy {
        /// Where.
        path: PathBuf,
    },
    /// The folder has files that no run has written.
    #[error("{} holds files that are not of a run, such as {entry}", path.display())]
    Foreign {
        /// Where.
        path: PathBuf,
        /// One of the files.
        entry: String,
    },
    /// Something cannot be read.
    #[error("cannot read {}", path.display())]
    Reading {
        /// What.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Something cannot be written.
    #[error("cannot write {}", path.display())]
    Writing {
        /// What.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The date to put on the manifest is none.
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

    /// Whether it is no matter of what was typed: the same call may be right at another time.
    #[must_use]
    pub fn is_of_the_moment(&self) -> bool {
        matches!(self, FolderError::Busy { .. })
    }

    /// What whoever chose the folder can do about it, if it is a matter of the choice.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            FolderError::File { .. } => Some("name a folder; it is made if it is not there"),
            FolderError::IsFolder { .. } => Some("name a file; it is made if it is not there"),
            FolderError::Dangling { .. } => Some("remove the link, or name another folder"),
            FolderError::NotThrough { .. } => Some(
                "nothing is written through links below a run's folder; remove it, or name another folder",
            ),
            FolderError::Busy { .. } => Some("wait until that has ended, or name another folder"),
            FolderError::FileIsThere { .. } => Some("name another file, or replace this one with --force"),
            FolderError::AnotherRun { .. } => {
                Some("name another folder, or replace the run in this one with --force")
            }
            FolderError::AnotherStudy { .. } => Some(
                "name another folder, go on with that study as it was begun, or drop what it has done with --force",
            ),
            FolderError::Foreign { .. } => Some(
                "name an empty folder or a new one; with --force the run's files go into this one, and others stay as they are",
            ),
            FolderError::Date(_) => Some("set it to whole seconds, or unset it"),
            _ => None,
        }
    }
}
