//! Output that belongs to no run: a fit with its figures, a scenario that a verb wrote.

use std::fs;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::{FolderError, State, file};

/// A locked output folder: other processes cannot write it while this exists.
#[derive(Debug)]
pub struct Delivery {
    path: PathBuf,
    _lock: Lock,
}

impl Delivery {
    /// Checks that a folder is empty, or does not exist yet, and is writable. With `force` it may
    /// contain anything; only files of the same names are replaced.
    ///
    /// # Errors
    /// If it is not empty, cannot be written, or another process is writing it.
    pub fn claim(path: &Path, force: bool) -> Result<Self, FolderError> {
        let lock = super::lock(path, force)?;
        match State::of(path)? {
            State::Complete(run) if !force => {
                return Err(FolderError::AnotherRun { path: path.to_owned(), title: run.title });
            }
            State::Foreign { entry } if !force => {
                return Err(FolderError::Foreign { path: path.to_owned(), entry });
            }
            State::Interrupted { files, .. } if !force => {
                let entry = files.into_iter().next().unwrap_or_default();
                return Err(FolderError::Foreign { path: path.to_owned(), entry });
            }
            _ => {}
        }
        file::try_places(path, &[])?;
        Ok(Delivery { path: path.to_owned(), _lock: lock })
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes files by their names in the folder, each to a temporary file that is then moved into
    /// place.
    ///
    /// # Errors
    /// If one cannot be written; those before it are complete.
    pub fn write<'a>(
        &self,
        files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<usize, FolderError> {
        let mut written = 0;
        for (name, bytes) in files {
            file::write(&self.path, name, bytes)?;
            written += 1;
        }
        Ok(written)
    }
}

/// Writes one file completely or not at all; an existing one is replaced only with `force`.
///
/// # Errors
/// If it exists, or cannot be written.
pub fn save(path: &Path, bytes: &[u8], force: bool) -> Result<(), FolderError> {
    may_save(path, force)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if force { file::write(above(path), &name, bytes) } else { file::write_new(above(path), &name, bytes) }
}

/// The folder in which a file lies.
fn above(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Checks that [`save`] would succeed: that the place is free and writable. To be called before
/// long work.
///
/// # Errors
/// If there is a file and no `force`, or a folder; or if the place is not writable.
pub fn may_save(path: &Path, force: bool) -> Result<(), FolderError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Err(FolderError::IsFolder { path: path.to_owned() }),
        Ok(_) if !force => Err(FolderError::FileIsThere { path: path.to_owned() }),
        _ if path.file_name().is_none() => Err(FolderError::IsFolder { path: path.to_owned() }),
        _ => file::try_out(above(path)),
    }
}
