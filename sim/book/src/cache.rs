//! A cache of the results of directives, so that only changed ones are run again.
//!
//! The key of a result is everything on which it depends: the words of the
//! directive, the scenario with every default, and the program. The file contains the
//! whole key, which is compared, so a cached page has the same bytes as a fresh one.
//! Only results are cached, not errors.

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::time::SystemTime;

use bazaar_scenario::read_text_at_most;

/// The largest cached result that is read, in bytes; a larger one is computed again.
const LARGEST: u64 = 64 << 20;
/// The separator of a key and its result; neither contains this line.
const MARK: &str = "\n\u{1}\n";

/// A folder of results, if there is one.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: Option<PathBuf>,
    program: String,
    used: BTreeSet<String>,
}

impl Cache {
    /// The cache in this folder. Without a folder, or if the program cannot identify
    /// itself, nothing is cached.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        let program = program();
        let folder = program.is_some().then_some(folder).flatten();
        Cache { folder, program: program.unwrap_or_default(), used: BTreeSet::new() }
    }

    /// The result for this key.
    pub(crate) fn get(&mut self, key: &str) -> Option<String> {
        let folder = self.folder.as_ref()?;
        let key = self.whole(key);
        let name = name(&key);
        let text = read_text_at_most(&folder.join(&name), LARGEST).ok()?;
        let result = text.strip_prefix(&key)?.strip_prefix(MARK)?.to_owned();
        self.used.insert(name);
        Some(result)
    }

    /// Saves a result. If that fails, it is computed again next time.
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

    /// Removes results that this build has not used.
    pub(crate) fn tidy(&self) {
        let Some(folder) = &self.folder else { return };
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if !name.to_str().is_some_and(|name| self.used.contains(name)) {
                // Another build may have removed it already.
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

/// The identity of this executable: during development its version stays the same.
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
