//! Finds the text that a user names: a file, or a shipped scenario.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::error::ScenarioError;
use crate::limited::read_at_most;
use crate::shipped::{Shipped, shipped, shipped_studies};
use crate::source::Source;
use crate::suggestion::did_you_mean;
use crate::table::encoding;

/// The longest text that is read, in bytes: a thousand times the length of a typical scenario, and short enough that all
/// errors in it are found within a second.
const LONGEST: u64 = 4 << 20;

impl Source {
    /// The text of a file.
    ///
    /// # Errors
    /// If it cannot be read, or is not text.
    pub fn open(path: &Path) -> Result<Self, ScenarioError> {
        decode(path, &read_at_most(path, LONGEST).map_err(|error| unreadable(path, error))?)
    }

    /// The text at a path, or that of a scenario or study that comes with the program. A file takes precedence.
    ///
    /// # Errors
    /// If there is neither, or it cannot be read or is not text.
    pub fn find(name: &str) -> Result<Self, ScenarioError> {
        find(name)
    }
}

/// The text behind a path or the name of a shipped scenario. A file wins over a
/// shipped scenario of the same name.
pub(crate) fn find(name: &str) -> Result<Source, ScenarioError> {
    let path = Path::new(name);
    if path.is_dir() {
        return match known(name) {
            Some(source) => Ok(source),
            None => Err(ScenarioError::IsFolder { path: path.to_owned(), help: folder_help(path) }),
        };
    }
    match read_at_most(path, LONGEST) {
        Ok(bytes) => decode(path, &bytes),
        Err(error) => match known(name) {
            Some(source) => Ok(source),
            None => Err(unreadable(path, error)),
        },
    }
}

/// The shipped scenario or study of this name.
fn known(name: &str) -> Option<Source> {
    Shipped::find(name).or_else(|| Shipped::find_study(name)).map(|shipped| shipped.source())
}

fn decode(path: &Path, bytes: &[u8]) -> Result<Source, ScenarioError> {
    let name = path.display().to_string();
    let text = encoding::text(bytes).map_err(|bad| ScenarioError::NoText {
        path: path.to_owned(),
        place: if bad.place.is_empty() { "it ".to_owned() } else { bad.place + " " },
        message: bad.message,
    })?;
    Ok(Source::new(name, text).in_folder(path.parent().unwrap_or(Path::new(""))))
}

fn unreadable(path: &Path, reason: io::Error) -> ScenarioError {
    match reason.kind() {
        // A path through a file, or with a character that paths cannot have.
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput => not_found(path),
        ErrorKind::PermissionDenied => ScenarioError::NoPermission { path: path.to_owned() },
        ErrorKind::FileTooLarge => ScenarioError::TooLong { path: path.to_owned(), most: LONGEST >> 20 },
        _ => ScenarioError::Unreadable { path: path.to_owned(), reason },
    }
}

fn not_found(path: &Path) -> ScenarioError {
    let name = path.display().to_string();
    let folder = path.parent().unwrap_or(Path::new(""));
    let nearby: Vec<String> = scenarios_in(folder).iter().map(|file| file.display().to_string()).collect();
    let known = shipped()
        .chain(shipped_studies())
        .map(|scenario| scenario.name)
        .chain(nearby.iter().map(String::as_str));
    let help = match did_you_mean(&name, known) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "give the path of a file, or model/name of a shipped scenario".to_owned(),
    };
    ScenarioError::NotFound { name, help }
}

fn folder_help(folder: &Path) -> String {
    let files: Vec<String> = scenarios_in(folder).iter().map(|file| file.display().to_string()).collect();
    if files.is_empty() {
        "give the path of a file; there is no scenario in this folder".to_owned()
    } else {
        format!("give one of its files: {}", files.join(", "))
    }
}

/// The TOML files of a folder, in order of name; none if it cannot be listed.
fn scenarios_in(folder: &Path) -> Vec<PathBuf> {
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut files: Vec<PathBuf> = fs::read_dir(listed)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| folder.join(entry.file_name()))
        .filter(|file| file.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_refuses_has_its_own_error() {
        let path = Path::new("no/such/file.toml");
        let error = |kind| unreadable(path, io::Error::from(kind));
        assert!(matches!(error(ErrorKind::PermissionDenied), ScenarioError::NoPermission { .. }));
        assert!(matches!(error(ErrorKind::NotFound), ScenarioError::NotFound { .. }));
        assert!(matches!(error(ErrorKind::TimedOut), ScenarioError::Unreadable { .. }));
    }

    #[test]
    fn a_text_that_is_too_long_is_refused_unread() {
        let most = usize::try_from(LONGEST).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.toml");
        fs::write(&path, vec![b'#'; most + 1]).unwrap();
        assert!(matches!(Source::open(&path), Err(ScenarioError::TooLong { most: 4, .. })));
        assert!(matches!(find(path.to_str().unwrap()), Err(ScenarioError::TooLong { most: 4, .. })));
        fs::write(&path, vec![b'#'; most]).unwrap();
        assert!(Source::open(&path).is_ok());
    }

    #[test]
    fn a_text_in_another_encoding_is_read_where_that_is_beyond_doubt_and_named_where_it_is_not() {
        let told = |bytes: &[u8]| decode(Path::new("x.toml"), bytes).unwrap_err().to_string();
        assert!(
            told(b"a = 1\nb = \"\xe9\"")
                .contains("line 2 is not text in UTF-8 but, as it seems, in windows-1252")
        );
        assert!(told(b"title = \"\xce\xef\xf8\xea\xe0\"").contains("in windows-1251"));
        assert!(told(b"a\0 \0=\0 \x001\0").contains("it is text in UTF-16 without a byte order mark"));
        let wide: Vec<u8> = "\u{feff}a = \"ж\"\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(Path::new("x.toml"), &wide).unwrap().text(), "a = \"ж\"\n");
    }
}
