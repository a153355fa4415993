//! Finished parts of a study, each a file that is complete or does not count.
//!
//! A part's name is the checksum of everything it depends on, the program included; so no other
//! file in the folder is taken for it. Beside the parts is the list of their checksums,
//! `SHA256SUMS`, to which each part is added before it is moved into place: a truncated or changed
//! file does not count, and its task is run again.
//!
//! That detects damage, and changes to a part. It does not detect changes to both a part and the
//! list: a person who can write into the folder can forge a study.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bazaar_figure::checksum::checksum;
use bazaar_study::experiment::PartStore;

use super::{FolderError, file};

/// The folder of parts within that of a study.
pub(super) const PARTS: &str = "parts";

/// The list of checksums, in the form that `sha256sum --check` reads.
const LIST: &str = "parts/SHA256SUMS";

/// The ending of a part's name.
const EXTENSION: &str = ".part";

/// The identity of this program: a checksum of sources, lock file and compiler.
const PROGRAM: &str = env!("BAZAAR_PROGRAM");

/// The parts of a study in its folder.
#[derive(Debug)]
pub struct Parts {
    study: PathBuf,
    is_empty: AtomicBool,
    list: Mutex<List>,
}

#[derive(Debug)]
struct List {
    /// The checksum of each part by name.
    sums: BTreeMap<String, String>,
    /// The open list, from the first part on.
    file: Option<File>,
    /// Whether the last line is complete: its writer may have been killed.
    is_whole: bool,
    /// Parts that differ from the list.
    doubted: BTreeSet<String>,
    /// Why a part could not be kept, the first time.
    trouble: Option<FolderError>,
    has_trouble: bool,
}

impl Parts {
    /// The parts in the folder of a study; the folder is made with the first one.
    pub(super) fn of(study: &Path) -> Self {
        let text = file::read(study, LIST).ok().flatten().unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines = text.lines().filter_map(|line| line.split_once("  "));
        let sums = lines.map(|(sum, name)| (name.to_owned(), sum.to_owned())).collect();
        let is_whole = text.is_empty() || text.ends_with('\n');
        let list =
            List { sums, file: None, is_whole, doubted: BTreeSet::new(), trouble: None, has_trouble: false };
        let is_empty = AtomicBool::new(!is_any(study));
        Parts { study: study.to_owned(), is_empty, list: Mutex::new(list) }
    }

    /// The number of parts that differ from the list; each is counted once.
    #[must_use]
    pub fn take_doubted(&self) -> usize {
        std::mem::take(&mut self.list().doubted).len()
    }

    /// Why the first part could not be kept, if so; reported once.
    #[must_use]
    pub fn take_trouble(&self) -> Option<FolderError> {
        self.list().trouble.take()
    }

    fn list(&self) -> MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn name(key: &[u8]) -> String {
        let mut all = PROGRAM.as_bytes().to_vec();
        all.push(b'\n');
        all.extend_from_slice(key);
        checksum(&all) + EXTENSION
    }

    fn try_to_keep(&self, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
        self.list().add(&self.study, name, &checksum(bytes))?;
        file::write(&self.study, &format!("{PARTS}/{name}"), bytes)
    }
}

impl List {
    /// Adds a line. It need not reach the disk with the part: a part that is not listed is run
    /// again.
    fn add(&mut self, study: &Path, name: &str, sum: &str) -> Result<(), FolderError> {
        let path = file::reach(study, LIST)?;
        let failed = |source| FolderError::writing(&path, source);
        let mut file = match self.file.take() {
            Some(file) => file,
            None => match fs::symlink_metadata(&path) {
                Ok(found) if !found.is_file() => return Err(FolderError::NotThrough { path }),
                Ok(_) => OpenOptions::new().append(true).open(&path).map_err(failed)?,
                Err(_) => OpenOptions::new().append(true).create_new(true).open(&path).map_err(failed)?,
            },
        };
        let new_line = if self.is_whole { "" } else { "\n" };
        self.is_whole = false;
        file.write_all(format!("{new_line}{sum}  {name}\n").as_bytes()).map_err(failed)?;
        self.is_whole = true;
        self.file = Some(file);
        self.sums.insert(name.to_owned(), sum.to_owned());
        Ok(())
    }
}

impl PartStore for Parts {
    fn find(&self, key: &[u8]) -> Option<Vec<u8>> {
        let name = Self::name(key);
        let bytes = file::read(&self.study, &format!("{PARTS}/{name}")).ok()??;
        let sum = checksum(&bytes);
        let mut list = self.list();
        if list.sums.get(&name) == Some(&sum) {
            return Some(bytes);
        }
        list.doubted.insert(name);
        None
    }

    fn keep(&self, key: &[u8], bytes: &[u8]) {
        match self.try_to_keep(&Self::name(key), bytes) {
            Ok(()) => self.is_empty.store(false, Ordering::Relaxed),
            Err(error) => {
                let mut list = self.list();
                if !std::mem::replace(&mut list.has_trouble, true) {
                    list.trouble = Some(error);
                }
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.is_empty.load(Ordering::Relaxed)
    }
}

/// Whether the folder of a study has parts.
pub(super) fn is_any(study: &Path) -> bool {
    names(study).iter().any(|name| is_part(name))
}

/// The files in the folder of parts, unless that is a link.
fn names(study: &Path) -> Vec<String> {
    let folder = study.join(PARTS);
    if !fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) {
        return Vec::new();
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Removes all parts with their list, and their folder if it is empty.
pub(super) fn clear(study: &Path) -> Result<(), FolderError> {
    for name in names(study) {
        if is_part(&name) || file::is_temporary(&name) {
            file::remove(study, &format!("{PARTS}/{name}"))?;
        }
    }
    file::remove(study, LIST)?;
    let folder = study.join(PARTS);
    let is_other =
        |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty | ErrorKind::NotADirectory);
    match fs::remove_dir(&folder) {
        Err(error) if !is_other(error.kind()) => Err(FolderError::writing(&folder, error)),
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
        parts.keep(b"key", b"what was found");
        assert!(!parts.is_empty() && is_any(study.path()));
        assert_eq!(parts.find(b"key").unwrap(), b"what was found");
        assert_eq!(parts.find(b"another"), None);
        let file = study.path().join(PARTS).join(Parts::name(b"key"));
        let whole = fs::read(&file).unwrap();
        for damaged in [&whole[..whole.len() - 1], &whole[..10], &[], &[&whole[..], b"x"].concat()[..]] {
            fs::write(&file, damaged).unwrap();
            assert_eq!(parts.find(b"key"), None);
            assert_eq!((parts.take_doubted(), parts.take_doubted()), (1, 0));
        }
        parts.keep(b"key", b"what was found");
        assert_eq!(parts.find(b"key").unwrap(), b"what was found");
    }

    #[test]
    fn the_list_outlives_its_writer_even_if_its_last_line_does_not() {
        let study = tempfile::tempdir().unwrap();
        let parts = Parts::of(study.path());
        parts.keep(b"one", b"1");
        parts.keep(b"two", b"2");
        let list = study.path().join(LIST);
        let text = fs::read_to_string(&list).unwrap();
        fs::write(&list, &text[..text.len() - 10]).unwrap();
        let parts = Parts::of(study.path());
        assert_eq!((parts.find(b"one").as_deref(), parts.find(b"two")), (Some(&b"1"[..]), None));
        parts.keep(b"two", b"2");
        let parts = Parts::of(study.path());
        assert_eq!(parts.find(b"two").unwrap(), b"2");
        fs::remove_file(&list).unwrap();
        let parts = Parts::of(study.path());
        assert_eq!((parts.find(b"one"), parts.find(b"two"), parts.take_doubted()), (None, None, 2));
    }

    #[test]
    fn a_part_that_cannot_be_kept_is_told_and_stops_nobody() {
        let study = tempfile::tempdir().unwrap();
        fs::write(study.path().join(PARTS), "a file").unwrap();
        let parts = Parts::of(study.path());
        parts.keep(b"key", b"found");
        assert!(parts.is_empty() && parts.find(b"key").is_none());
        assert!(matches!(parts.take_trouble(), Some(FolderError::NotThrough { .. })));
    }

    #[test]
    fn only_parts_are_cleared() {
        let study = tempfile::tempdir().unwrap();
        let parts = Parts::of(study.path());
        parts.keep(b"key", b"found");
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
