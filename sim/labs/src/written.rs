//! Folders that are written completely or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use bazaar_report::folder::{Replacement, is_litter};

use super::error::LabError;

/// A locked output folder: other processes cannot write it while this exists.
#[derive(Debug)]
pub(super) struct Place<'a> {
    folder: PathBuf,
    over: Option<&'a str>,
    has_force: bool,
    replacement: Replacement,
}

/// Claims a folder that is new or empty; or, with `over`, one that contains the file of this name,
/// which marks it as written by this program. `has_force` states whether the user can ask for that.
///
/// # Errors
/// If it contains something that must not be replaced, cannot be written, or another process is
/// writing it.
pub(super) fn claim<'a>(
    folder: &Path,
    over: Option<&'a str>,
    has_force: bool,
) -> Result<Place<'a>, LabError> {
    let replacement = Replacement::claim(folder)?;
    let place = Place { folder: folder.to_owned(), over, has_force, replacement };
    place.look()?;
    Ok(place)
}

impl Place<'_> {
    /// Where it is to be made; it does not exist yet.
    pub(super) fn unfinished(&self) -> &Path {
        self.replacement.unfinished()
    }

    /// Writes files by their paths from the folder, all of them or none.
    ///
    /// # Errors
    /// If one cannot be written, or the folder has changed meanwhile.
    pub(super) fn write(self, files: &[(String, String)]) -> Result<(), LabError> {
        files.iter().try_for_each(|(name, text)| self.put(name, text))?;
        self.finish()
    }

    /// Writes one of the files, by its path from the folder.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn put(&self, name: &str, text: &str) -> Result<(), LabError> {
        Ok(self.replacement.write(name, text)?)
    }

    /// Moves the finished folder into its place.
    ///
    /// # Errors
    /// If it cannot be moved, or the folder has changed meanwhile.
    pub(super) fn finish(self) -> Result<(), LabError> {
        self.look()?;
        Ok(self.replacement.finish()?)
    }

    fn look(&self) -> Result<(), LabError> {
        let Place { folder, over, has_force, .. } = self;
        let holds = match fs::read_dir(folder) {
            Ok(entries) => entries.flatten().any(|entry| !is_litter(&entry.file_name().to_string_lossy())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
            Err(error) => return Err(LabError::of(folder)(error)),
        };
        if holds && !over.is_some_and(|mark| folder.join(mark).is_file()) {
            return Err(LabError::usage(
                format!("`{}` is not empty", folder.display()),
                if *has_force {
                    "name a folder that is new or empty; --force replaces one that the same verb wrote"
                } else {
                    "name a folder that is new or empty"
                },
            ));
        }
        Ok(())
    }
}
