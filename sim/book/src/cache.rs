//! What directives became the last time, so that only what changed is run again.
//!
//! A result is filed under everything that it depends on: the words of the
//! directive, the scenario with every default written out, and the program that
//! made it. The whole of that key stands in the file and is compared, so a
//! cached page has the bytes of a fresh one. Only what was read off a run is
//! kept, never a mistake.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::time::SystemTime;

use bazaar_scenario::read_text_at_most;

/// The largest result that is read again, in bytes; a larger one is made anew.
const LARGEST: u64 = 64 << 20;
/// Parts a key from its result; neither has a line like it.
const MARK: &str = "\n\u{1}\n";

/// A folder of results, or none.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: Option<PathBuf>,
    program: String,
    used: BTreeSet<String>,
}

impl Cache {
    /// The cache in this folder; without one, or where the program does not know
    /// itself, nothing is kept.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        let program = program();
        let folder = program.is_some().then_some(folder).flatten();
        Cache { folder, program: program.unwrap_or_default(), used: BTreeSet::new() }
    }

    /// What is filed under this key.
    pub(crate) fn get(&mut self, key: &str) -> Option<String> {
        let folder = self.folder.as_ref()?;
        let key = self.whole(key);
        let name = name(&key);
        let text = read_text_at_most(&folder.join(&name), LARGEST).ok()?;
        let result = text.strip_prefix(&key)?.strip_prefix(MARK)?.to_owned();
        self.used.insert(name);
        Some(result)
    }

    /// Files a result. Where that fails it is made again the next time.
    pub(crate) fn put(&mut self, key: &str, result: &str) {
        let Some(folder) = &self.folder else { return };
        let key = self.whole(key);
        let name = name(&key);
        let unfinished = folder.join(format!("{name}.{}", std::process::id()));
        let written = fs::create_dir_all(folder)
            .and_then(|()| fs::write(&unfinished, format!("{key}{MARK}{result}")))
            .and_then(|()| fs::rename(&unfinished, folder.join(&name)));
        if written.is_ok() {
            self.used.insert(name);
        }
    }

    /// Removes what this build has not used.
    pub(crate) fn tidy(&self) {
        let Some(folder) = &self.folder else { return };
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if !name.to_str().is_some_and(|name| self.used.contains(name)) {
                // Another build may have been quicker.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn whole(&self, key: &str) -> String {
        format!("{}\n{key}", self.program)
    }
}

fn name(key: &str) -> String {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// This very program: while one works on it, its version stays as it is.
fn program() -> Option<String> {
    let file = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let built = file.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(format!("{} {} {}", env!("CARGO_PKG_VERSION"), file.len(), built.as_nanos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filed_is_found_under_its_key_only() {
        let folder = tempfile::tempdir().unwrap();
        let mut cache = Cache::new(Some(folder.path().join("cache")));
        assert_eq!(cache.get("a"), None);
        cache.put("a", "one\n\ntwo");
        assert_eq!(cache.get("a").as_deref(), Some("one\n\ntwo"));
        assert_eq!(cache.get("b"), None);
    }

    #[test]
    fn a_file_with_another_key_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let mut cache = Cache::new(Some(folder.path().to_owned()));
        cache.put("a", "one");
        let file = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        fs::write(file, format!("another key{MARK}two")).unwrap();
        assert_eq!(cache.get("a"), None);
    }

    #[test]
    fn what_was_not_used_goes() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = Cache::new(Some(folder.path().to_owned()));
        first.put("a", "one");
        first.put("b", "two");
        let mut second = Cache::new(Some(folder.path().to_owned()));
        second.get("b").unwrap();
        second.tidy();
        assert_eq!((second.get("a"), second.get("b")), (None, Some("two".to_owned())));
    }
}
