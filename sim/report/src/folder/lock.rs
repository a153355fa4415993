//! One writer to a folder.
//!
//! Two processes that were given the same folder, as two jobs of an array easily are, would leave some files of the one
//! and some of the other. So whoever writes a folder holds a lock on it from before its first run until its last file is
//! there. It is the operating system's lock on a file and ends with the process that holds it, however that ends: no lock
//! is ever stale. The file goes with the lock; where a process was killed it stays, locks nothing, and is used again.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::FolderError;

/// The file that is locked, in the folder that is written.
pub(super) const NAME: &str = ".bazaar-lock";

/// How often somebody else may give up the lock just when it is to be taken.
const ATTEMPTS: u32 = 100;

/// The right to write a folder, which one process has at a time.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
    /// Let go of last: folders that are still empty go.
    _made: Made,
}

impl Lock {
    /// Locks a folder by a file in it. The folder is made if it is not there.
    ///
    /// # Errors
    /// If another process writes it, or it cannot be written.
    pub(super) fn within(folder: &Path) -> Result<Self, FolderError> {
        Lock::take(folder, NAME, folder)
    }

    /// Locks a folder of this name that is to be replaced as a whole, by a file beside it.
    ///
    /// # Errors
    /// If another process writes it, or nothing can be written beside it.
    pub(super) fn beside(folder: &Path, name: &str) -> Result<Self, FolderError> {
        Lock::take(folder.parent().unwrap_or(folder), &format!(".{name}{NAME}"), folder)
    }

    /// Takes the lock of `what` by a file of this name in the folder.
    fn take(folder: &Path, name: &str, what: &Path) -> Result<Self, FolderError> {
        let path = folder.join(name);
        let failed = |source| FolderError::writing(what, source);
        let mut made = Made::default();
        for attempt in 1..=ATTEMPTS {
            match made.folder(folder) {
                // It or a folder above was there, and somebody else has just removed it.
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
                // Some file systems of clusters know no locks, and one must be able to write there all the same.
                Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => {
                    return Err(failed(error));
                }
                _ if is_at(&file, &path) => return Ok(Lock { path, file, _made: made }),
                // Who held it has taken the file away meanwhile, and a third may have made a new one.
                _ => {}
            }
        }
        Err(FolderError::Busy { path: what.to_owned() })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still locked: whoever has it open will see that it is not there any more. Where it cannot be removed, it
        // locks nothing once it is closed.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// Opens the file, or makes it; none if it went in between. Neither a link nor a pipe is opened.
fn open(path: &Path) -> io::Result<Option<File>> {
    let unless = |kind: ErrorKind, opened: io::Result<File>| match opened {
        Err(error) if error.kind() == kind => Ok(None),
        other => other.map(Some),
    };
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            match unless(ErrorKind::AlreadyExists, OpenOptions::new().write(true).create_new(true).open(path))
            {
                // So did the folder.
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                opened => opened,
            }
        }
        Err(error) => Err(error),
        Ok(found) if found.is_file() => {
            unless(ErrorKind::NotFound, OpenOptions::new().write(true).open(path))
        }
        Ok(_) => Err(io::Error::new(ErrorKind::AlreadyExists, format!("{} is no file", path.display()))),
    }
}

/// Whether an open file is the one that has this path now.
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

/// Folders that were made on the way; those that are empty when this is let go of are removed.
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
            // One that holds something stays.
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

    /// Eight threads take and give up the lock of a folder that comes and goes with it: never two at once, and each gets it.
    /// An empty folder may stay, where one thread makes what another is about to remove.
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
