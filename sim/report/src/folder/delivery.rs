//! Files that are of no run: a fit with its figures, a scenario that was written for somebody.

use std::fs;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::{FolderError, State, file};

/// A folder that may be filled, by nobody else as long as this is there.
#[derive(Debug)]
pub struct Delivery {
    path: PathBuf,
    _lock: Lock,
}

impl Delivery {
    /// Looks whether a folder is empty, or not there yet, and can be written. With `force` it may hold anything, of which
    /// only files of the same names are replaced.
    ///
    /// # Errors
    /// If it holds something, cannot be written, or another process writes it.
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

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes files by their names in the folder, each beside its place and then moved there.
    ///
    /// # Errors
    /// If one cannot be written; those before it are whole.
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

/// Writes one file, whole or not at all; one that is there is replaced only with `force`.
///
/// # Errors
/// If there is one, or it cannot be written.
pub fn save(path: &Path, bytes: &[u8], force: bool) -> Result<(), FolderError> {
    may_save(path, force)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if force { file::write(above(path), &name, bytes) } else { file::write_new(above(path), &name, bytes) }
}

/// The folder in which a file lies.
fn above(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether [`save`] would find its place free, and could write there: to be asked before long work.
///
/// # Errors
/// If there is something and no `force`, or a folder; or if nothing can be written there.
pub fn may_save(path: &Path, force: bool) -> Result<(), FolderError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Err(FolderError::IsFolder { path: path.to_owned() }),
        Ok(_) if !force => Err(FolderError::FileIsThere { path: path.to_owned() }),
        _ if path.file_name().is_none() => Err(FolderError::IsFolder { path: path.to_owned() }),
        _ => file::try_out(above(path)),
    }
}
