//! The file that a student hands in: a tar archive of three small texts and the designs.
//!
//! It is read in memory and never unpacked to disk, so paths in it have no effect. It is not
//! compressed, so its size is bounded; larger archives than a lab needs are not read.

use std::collections::BTreeMap;
use std::io::Read;

use tar::{Archive, Builder, EntryType, Header};

/// The maximum size of an archive.
pub const LARGEST: u64 = 4 << 20;

/// The maximum size of a file in one.
const LARGEST_FILE: u64 = 1 << 20;

/// Packs files with these names.
pub(crate) fn pack(files: &[(&str, &str)]) -> std::io::Result<Vec<u8>> {
    let mut builder = Builder::new(Vec::new());
    for (name, text) in files {
        let mut header = Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        builder.append_data(&mut header, name, text.as_bytes())?;
    }
    builder.into_inner()
}

/// The files in an archive: all of these names, and any for which `may` holds.
///
/// # Errors
/// The error in the archive.
pub(crate) fn unpack(
    bytes: &[u8],
    names: &[&str],
    may: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>, String> {
    let broken = |error: std::io::Error| format!("the file is damaged, or not an archive: {error}");
    let mut files = BTreeMap::new();
    for entry in Archive::new(bytes).entries().map_err(broken)? {
        let entry = entry.map_err(broken)?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !names.contains(&path.as_str()) && !may(&path) {
            let path: String = path.chars().take(80).collect();
            return Err(format!(
                "the archive contains `{}`, which a pack does not have",
                path.escape_debug()
            ));
        }
        if entry.header().entry_type() != EntryType::Regular {
            return Err(format!("{path} in the archive is not a regular file"));
        }
        let mut text = String::new();
        let size = entry.size();
        let read = entry.take(LARGEST_FILE + 1).read_to_string(&mut text).map_err(broken)?;
        if read as u64 > LARGEST_FILE {
            return Err(format!("{path} in the archive is larger than {LARGEST_FILE} bytes"));
        }
        if read as u64 != size {
            return Err(format!("{path} in the archive is cut short"));
        }
        if files.insert(path.clone(), text).is_some() {
            return Err(format!("{path} is in the archive twice"));
        }
    }
    match names.iter().find(|name| !files.contains_key(**name)) {
        Some(missing) => Err(format!("{missing} is not in the archive")),
        None => Ok(files),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(bytes: &[u8], names: &[&str]) -> Result<BTreeMap<String, String>, String> {
        unpack(bytes, names, |_| false)
    }

    #[test]
    fn what_was_packed_comes_out_again() {
        let bytes = pack(&[("a", "one"), ("b", "")]).unwrap();
        let files = only(&bytes, &["a", "b"]).unwrap();
        assert_eq!((files["a"].as_str(), files["b"].as_str()), ("one", ""));
        assert!(only(&bytes, &["a"]).unwrap_err().contains("`b`"));
        assert!(only(&bytes, &["a", "b", "c"]).unwrap_err().contains("c is not in the archive"));
    }

    #[test]
    fn what_may_be_there_need_not() {
        let bytes = pack(&[("a", "one"), ("b", "two")]).unwrap();
        assert_eq!(unpack(&bytes, &["a"], |name| name == "b").unwrap().len(), 2);
        assert!(unpack(&bytes, &["b"], |name| name == "c").unwrap_err().contains("`a`"));
    }

    #[test]
    fn paths_links_and_twins_are_refused() {
        let with = |change: &dyn Fn(&mut Header)| {
            let mut header = Header::new_gnu();
            header.set_size(3);
            change(&mut header);
            header.set_cksum();
            let mut builder = Builder::new(Vec::new());
            builder.append(&header, &b"one"[..]).unwrap();
            builder.into_inner().unwrap()
        };
        let named = |name: &'static [u8]| {
            with(&move |header| header.as_old_mut().name[..name.len()].copy_from_slice(name))
        };
        assert_eq!(only(&named(b"a"), &["a"]).unwrap()["a"], "one");
        for name in [&b"../a"[..], b"/etc/passwd", b"a/../../b", b"C:\\a", b"./a"] {
            assert!(only(&named(name), &["a"]).unwrap_err().contains("which a pack does not have"));
        }
        for kind in [EntryType::Symlink, EntryType::Link, EntryType::Char, EntryType::GNUSparse] {
            let bytes = with(&|header| {
                header.as_old_mut().name[0] = b'a';
                header.set_entry_type(kind);
            });
            assert!(only(&bytes, &["a"]).is_err(), "{kind:?}");
        }
        let twins = pack(&[("a", "one"), ("a", "two")]).unwrap();
        assert!(only(&twins, &["a"]).unwrap_err().contains("twice"));
    }

    #[test]
    fn a_file_that_is_cut_or_too_large_or_none_is_refused() {
        let bytes = pack(&[("a", &"x".repeat(2000))]).unwrap();
        for cut in [1, 511, 512, 1000] {
            assert!(only(&bytes[..cut], &["a"]).is_err(), "{cut}");
        }
        let large = "x".repeat((1 << 20) + 1);
        assert!(only(&pack(&[("a", &large)]).unwrap(), &["a"]).unwrap_err().contains("larger"));
        assert!(only(b"PK\x03\x04 and so on", &["a"]).is_err());
        assert!(only(b"", &["a"]).is_err());
    }
}
