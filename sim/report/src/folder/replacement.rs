//! Folders that are replaced as a whole: the pages of a book, the folders of a class.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::FolderError;
use super::lock::Lock;

/// A folder that is made beside its place and then moved there, under a lock.
///
/// The previous folder is set aside for the moment between two moves. If the process is killed, the
/// next one that makes the same folder clears the remains, or puts the previous folder back.
#[derive(Debug)]
pub struct Replacement {
    place: PathBuf,
    unfinished: PathBuf,
    aside: PathBuf,
    _lock: Lock,
}

impl Replacement {
    /// Locks the place and clears the remains of a killed process.
    ///
    /// # Errors
    /// If another process is making the same folder, or the place beside it is not writable.
    pub fn claim(place: &Path) -> Result<Self, FolderError> {
        let failed = |source| FolderError::writing(place, source);
        // All paths of the same folder share one lock.
        let place = &match fs::canonicalize(place) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
            Err(_) if fs::symlink_metadata(place).is_ok() => {
                return Err(FolderError::Dangling { path: place.to_owned() });
            }
            Err(_) => std::path::absolute(place).map_err(failed)?,
            Ok(place) => place,
        };
        let Some(name) = place.file_name().map(|name| name.to_string_lossy().into_owned()) else {
            return Err(failed(io::Error::new(ErrorKind::InvalidInput, "it has no name of its own")));
        };
        let lock = Lock::beside(place, &name)?;
        let beside = |what: &str| place.with_file_name(format!(".{name}.bazaar-{what}"));
        let (unfinished, aside) = (beside("new"), beside("old"));
        // Killed between the two moves.
        if fs::symlink_metadata(place).is_err_and(|error| error.kind() == ErrorKind::NotFound)
            && fs::symlink_metadata(&aside).is_ok()
        {
            fs::rename(&aside, place).map_err(failed)?;
        }
        for left in [&unfinished, &aside] {
            clear(left).map_err(failed)?;
        }
        Ok(Replacement { place: place.clone(), unfinished, aside, _lock: lock })
    }

    /// Where it is to be made; it does not exist yet.
    #[must_use]
    pub fn unfinished(&self) -> &Path {
        &self.unfinished
    }

    /// Writes a file by its path from the folder.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, name: &str, text: &str) -> Result<(), FolderError> {
        let path = self.unfinished.join(name);
        let failed = |source| FolderError::writing(&path, source);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).map_err(failed)?;
        }
        fs::write(&path, text).map_err(failed)
    }

    /// Moves the new folder into place, and removes the previous one.
    ///
    /// # Errors
    /// If it cannot be moved; then the previous one is put back.
    pub fn finish(self) -> Result<(), FolderError> {
        let failed = |source| FolderError::writing(&self.place, source);
        match fs::rename(&self.place, &self.aside) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            moved => moved.map_err(failed)?,
        }
        if let Err(error) = fs::rename(&self.unfinished, &self.place) {
            let _ = fs::rename(&self.aside, &self.place);
            return Err(failed(error));
        }
        clear(&self.aside).map_err(failed)
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // The remains are useless. If they cannot be removed now, the next process tries again.
        let _ = clear(&self.unfinished);
    }
}

/// Removes a folder, or anything else of this name, if it exists.
fn clear(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn make(place: &Path, text: &str) -> Replacement {
        let replacement = Replacement::claim(place).unwrap();
        fs::create_dir(replacement.unfinished()).unwrap();
        fs::write(replacement.unfinished().join("page"), text).unwrap();
        replacement
    }

    #[test]
    fn it_takes_the_place_as_a_whole_or_leaves_it_as_it_was() {
        let desk = tempfile::tempdir().unwrap();
        let place = desk.path().join("book");
        drop(make(&place, "given up"));
        assert_eq!(names(desk.path()), [""; 0]);
        for text in ["one", "two"] {
            make(&place, text).finish().unwrap();
            assert_eq!(fs::read_to_string(place.join("page")).unwrap(), text);
        }
        drop(make(&place, "given up"));
        assert_eq!(fs::read_to_string(place.join("page")).unwrap(), "two");
        assert_eq!(names(desk.path()), ["book"]);
    }

    #[test]
    fn of_two_at_once_one_is_refused() {
        let desk = tempfile::tempdir().unwrap();
        let place = desk.path().join("book");
        let first = make(&place, "one");
        assert!(matches!(Replacement::claim(&place), Err(FolderError::Busy { .. })));
        first.finish().unwrap();
        assert_eq!(fs::read_to_string(place.join("page")).unwrap(), "one");
    }

    #[test]
    fn what_a_killed_process_left_is_cleared_or_put_back() {
        let desk = tempfile::tempdir().unwrap();
        let place = desk.path().join("book");
        // Killed while it made the new one, between the two moves, and while it cleared the old one.
        for (left, there) in [
            (&[("book", "old"), (".book.bazaar-new", "half")][..], "old"),
            (&[(".book.bazaar-old", "old"), (".book.bazaar-new", "new")], "old"),
            (&[(".book.bazaar-old", "old"), ("book", "new")], "new"),
        ] {
            for (name, text) in left {
                fs::create_dir(desk.path().join(name)).unwrap();
                fs::write(desk.path().join(name).join("page"), text).unwrap();
            }
            fs::write(desk.path().join(".book.bazaar-lock"), "").unwrap();
            drop(Replacement::claim(&place).unwrap());
            assert_eq!(fs::read_to_string(place.join("page")).unwrap(), there);
            assert_eq!(names(desk.path()), ["book"]);
            fs::remove_dir_all(&place).unwrap();
        }
    }
}
