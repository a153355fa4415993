//! Finished parts of a study, each a file that is whole or does not count.
//!
//! A part's name is the checksum of all that it depends on, the program included; so whatever else lies in
//! the folder is never taken for it. Its content begins with a checksum of the rest: a file that is cut short or was
//! changed is no part, and its task is done again.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use bazaar_study::experiment::{PartStore, StoreError};

use super::{FolderError, file};
use crate::identity::checksum;

/// The folder of parts within that of a study.
pub(super) const PARTS: &str = "parts";

/// How the name of a part ends.
const EXTENSION: &str = ".part";

/// What tells this program from others: a checksum of sources, lock file and compiler.
const PROGRAM: &str = env!("BAZAAR_PROGRAM");

/// The parts of a study in its folder.
#[derive(Debug)]
pub struct Parts {
    folder: PathBuf,
    is_empty: AtomicBool,
}

impl Parts {
    /// The parts in the folder of a study; where there are none yet they are made on the way.
    pub(super) fn of(study: &Path) -> Self {
        let folder = study.join(PARTS);
        let is_empty = AtomicBool::new(!is_any(study));
        Parts { folder, is_empty }
    }

    fn name(key: &[u8]) -> String {
        let mut all = PROGRAM.as_bytes().to_vec();
        all.push(b'\n');
        all.extend_from_slice(key);
        checksum(&all) + EXTENSION
    }
}

impl PartStore for Parts {
    fn find(&self, key: &[u8]) -> Option<Vec<u8>> {
        let bytes = fs::read(self.folder.join(Self::name(key))).ok()?;
        let (sum, content) = bytes.split_at_checked(64)?;
        (checksum(content).as_bytes() == sum).then(|| content.to_vec())
    }

    fn keep(&self, key: &[u8], bytes: &[u8]) -> Result<(), StoreError> {
        let mut content = checksum(bytes).into_bytes();
        content.extend_from_slice(bytes);
        file::write(&self.folder, &Self::name(key), &content).map_err(|error| StoreError(Box::new(error)))?;
        self.is_empty.store(false, Ordering::Relaxed);
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.is_empty.load(Ordering::Relaxed)
    }
}

/// Whether the folder of a study has parts.
pub(super) fn is_any(study: &Path) -> bool {
    let names = fs::read_dir(study.join(PARTS)).into_iter().flatten().flatten();
    names.into_iter().any(|entry| is_part(&entry.file_name().to_string_lossy()))
}

/// Removes all parts, and their folder if nothing else is in it.
pub(super) fn clear(study: &Path) -> Result<(), FolderError> {
    let folder = study.join(PARTS);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(()) };
    for name in entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()) {
        if is_part(&name) || file::is_temporary(&name) {
            file::remove(&folder, &name)?;
        }
    }
    match fs::remove_dir(&folder) {
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) => {
            Err(FolderError::writing(&folder, error))
        }
        _ => Ok(()),
    }
}

fn is_part(name: &str) -> bool {
    let stem = name.strip_suffix(EXTENSION).unwrap_or_default();
    stem.len() == 64 && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_comes_back_and_what_is_damaged_does_not() {
        let study = tempfile::tempdir().unwrap();
        let parts = Parts::of(study.path());
        assert!(parts.is_empty());
        parts.keep(b"key", b"what was found").unwrap();
        assert!(!parts.is_empty() && is_any(study.path()));
        assert_eq!(parts.find(b"key").unwrap(), b"what was found");
        assert_eq!(parts.find(b"another"), None);
        let file = study.path().join(PARTS).join(Parts::name(b"key"));
        let whole = fs::read(&file).unwrap();
        for damaged in [&whole[..whole.len() - 1], &whole[..10], &[], &[&whole[..], b"x"].concat()[..]] {
            fs::write(&file, damaged).unwrap();
            assert_eq!(parts.find(b"key"), None);
        }
        parts.keep(b"key", b"what was found").unwrap();
        assert_eq!(parts.find(b"key").unwrap(), b"what was found");
    }

    #[test]
    fn only_parts_are_cleared() {
        let study = tempfile::tempdir().unwrap();
        let parts = Parts::of(study.path());
        parts.keep(b"key", b"found").unwrap();
        fs::write(study.path().join("parts/notes.txt"), "mine").unwrap();
        fs::write(study.path().join("parts/.bazaar-8H1kQz"), "half").unwrap();
        clear(study.path()).unwrap();
        assert!(!is_any(study.path()) && study.path().join("parts/notes.txt").exists());
        assert!(!study.path().join("parts/.bazaar-8H1kQz").exists());
        fs::remove_file(study.path().join("parts/notes.txt")).unwrap();
        clear(study.path()).unwrap();
        assert!(!study.path().join("parts").exists());
    }
}
