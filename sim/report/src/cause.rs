//! What a failure is due to.

use crate::folder::FolderError;

/// The kind of a failure, which determines the program's exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A claim does not hold.
    False,
    /// The input is invalid.
    Input,
    /// A run failed, or a file could not be written.
    Failed,
}

impl Cause {
    /// The kind of a folder's error: one that another process writes may be free later; most others are wrong input.
    #[must_use]
    pub fn of_folder(error: &FolderError) -> Self {
        if error.help().is_some() && !error.is_of_the_moment() { Cause::Input } else { Cause::Failed }
    }
}
