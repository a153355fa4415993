//! A lock on a folder, for one writer at a time.
//!
//! Two processes with the same folder, as jobs of an array may have, would leave a mixture of their
//! files. So a writer locks the folder from before its first run until its last file is written. It
//! is a lock of the operating system on a file and ends with its process, however that ends: it
//! cannot become stale. The file is removed with the lock; after a killed process it stays, locks
//! nothing, and is used again.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::FolderError;

/// The lock file, in the folder.
pub(super) const NAME: &str = ".bazaar-lock";

/// How often to retry if another process releases the lock at the same moment.
const ATTEMPTS: u32 = 100;

/// An exclusive lock on a folder.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
    /// Dropped last: it removes folders that are still empty.
    _made: Made,
}

impl Lock {
    /// Locks a folder by a file in it. The folder is made if it does not exist.
    ///
    /// # Errors
    /// If another process is writing it, or it is not writable.
    pub(super) fn within(folder: &Path) -> Result<Self, FolderError> {
        Lock::take(folder, NAME, folder)
    }

    /// Locks a folder that is to be replaced as a whole, by a file beside it.
    ///
    /// # Errors
    /// If another process is writing it, or the file beside it cannot be written.
    pub(super) fn beside(folder: &Path, name: &str) -> Result<Self, FolderError> {
        Lock::take(folder.parent().unwrap_or(folder), &format!(".{name}{NAME}"), folder)
    }

    /// Locks `what` by a file of this name in the folder.
    fn take(folder: &Path, name: &str, what: &Path) -> Result<Self, FolderError> {
        let path = folder.join(name);
        let failed = |source| FolderError::writing(what, source);
        let mut made = Made::default();
        for attempt in 1..=ATTEMPTS {
            match made.folder(folder) {
                // It or a folder above existed, and another process has just removed it.
                Err(error)
                    if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists)
                        && attempt < ATTEMPTS =>
                {
                    continue;
                }
                result => result.map_err(failed)?,
            }
            let Some(file) = open(&path).map_err(failed)? else { continue };
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Err(FolderError::Busy { path: what.to_owned() }),
                // Some file systems of clusters have no locks, but must be usable all the same.
                Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => {
                    return Err(failed(error));
                }
                _ if is_at(&file, &path) => return Ok(Lock { path, file, _made: made }),
                // The previous owner has removed the file meanwhile, and a third process may have
                // made a new one.
                _ => {}
            }
        }
        Err(FolderError::Busy { path: what.to_owned() })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still locked: a process that has it open will see that it is gone. If
        // it cannot be removed, it locks nothing once it is closed.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// Opens the file, or makes it; `None` if it was removed in between. Links and pipes are not
/// opened.
fn open(path: &Path) -> io::Result<Option<File>> {
    let unless = |kind: ErrorKind, opened: io::Result<File>| match opened {
        Err(error) if error.kind() == kind => Ok(None),
        other => other.map(Some),
    };
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            match unless(ErrorKind::AlreadyExists, OpenOptions::new().write(true).create_new(true).open(path))
            {
                // The folder was removed as well.
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                opened => opened,
            }
        }
        Err(error) => Err(error),
        Ok(found) if found.is_file() => {
            unless(ErrorKind::NotFound, OpenOptions::new().write(true).open(path))
        }
        Ok(_) => {
            Err(io::Error::new(ErrorKind::AlreadyExists, format!("{} is not a regular file", path.display())))
        }
    }
}

/// Whether an open file is still the one at this path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let which = |found: &fs::Metadata| (found.dev(), found.ino());
    matches!((file.metadata(), fs::symlink_metadata(path)), (Ok(ours), Ok(there)) if which(&ours) == which(&there))
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Folders that were made on the way; those that are empty when this is dropped are removed.
#[derive(Debug, Default)]
struct Made(Vec<PathBuf>);

impl Made {
    fn folder(&mut self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            self.folder(parent)?;
        }
        match fs::create_dir(path) {
            Ok(()) => {
                self.0.push(path.to_owned());
                Ok(())
            }
            Err(_) if path.is_dir() => Ok(()),
            Err(error) => Err(error),
        }
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for path in self.0.iter().rev() {
            // A folder with content stays.
            let _ = fs::remove_dir(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn one_has_it_at_a_time_and_nothing_is_left() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("a/b");
        let beside = |folder: &Path| Lock::beside(folder, "b");
        for take in [&Lock::within as &dyn Fn(&Path) -> Result<Lock, FolderError>, &beside] {
            let lock = take(&folder).unwrap();
            let refused = take(&folder).unwrap_err();
            assert!(matches!(&refused, FolderError::Busy { path } if *path == folder), "{refused}");
            drop(lock);
            drop(take(&folder).unwrap());
            assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_file_that_a_killed_process_left_locks_nothing() {
        let desk = tempfile::tempdir().unwrap();
        fs::write(desk.path().join(NAME), "").unwrap();
        drop(Lock::within(desk.path()).unwrap());
        assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 0);
    }

    /// Eight threads lock and release a folder that comes and goes with its lock: never two at
    /// once, and each gets it. An empty folder may stay, if one thread makes what another is about
    /// to remove.
    #[test]
    fn however_many_come_at_once_no_two_have_it() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join("all/results");
        let holders = AtomicUsize::new(0);
        let work = || {
            let mut taken = 0;
            while taken < 50 {
                match Lock::within(&folder) {
                    Ok(_lock) => {
                        assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0);
                        taken += 1;
                        std::thread::yield_now();
                        assert_eq!(holders.fetch_sub(1, Ordering::SeqCst), 1);
                    }
                    Err(FolderError::Busy { .. }) => std::thread::yield_now(),
                    Err(error) => panic!("{error:?}"),
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(work);
            }
        });
        assert!(!folder.join(NAME).exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_its_place_is_not_followed() {
        let desk = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(desk.path().join("elsewhere"), desk.path().join(NAME)).unwrap();
        assert!(matches!(Lock::within(desk.path()), Err(FolderError::Writing { .. })));
        assert!(!desk.path().join("elsewhere").exists());
    }
}
