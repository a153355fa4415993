//! What a failure is due to.

use crate::folder::FolderError;

/// What kind of failure it is; the program's exit status follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A claim does not hold.
    False,
    /// Something was typed that makes no sense.
    Input,
    /// A run failed, or a file could not be written.
    Failed,
}

impl Cause {
    /// A folder that another process writes may be free at another time; most others are the wrong ones.
    #[must_use]
    pub fn of_folder(error: &FolderError) -> Self {
        if error.help().is_some() && !error.is_of_the_moment() { Cause::Input } else { Cause::Failed }
    }
}
