//! Finds the text that a user names: a file, or a shipped scenario.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::error::ScenarioError;
use crate::shipped::{Shipped, shipped, shipped_studies};
use crate::source::Source;
use crate::suggestion::did_you_mean;
use crate::table::encoding;

/// The longest text that is read, in bytes: a thousand times the length of a typical scenario, and short enough that all
/// errors in it are found within a second.
const LONGEST: u64 = 4 << 20;

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

/// The text of the file at this path; shipped scenarios are not considered.
pub(crate) fn open(path: &Path) -> Result<Source, ScenarioError> {
    decode(path, &read_at_most(path, LONGEST).map_err(|error| unreadable(path, error))?)
}

/// The content of a file of at most `most` bytes. A longer file is refused before it is read, and an endless device after
/// that number of bytes.
///
/// # Errors
/// If it is longer ([`ErrorKind::FileTooLarge`]), or the system reports an error.
pub fn read_at_most(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let too_large = || {
        let (number, unit) = if most >= 1 << 20 { (most >> 20, "MiB") } else { (most, "bytes") };
        io::Error::new(
            ErrorKind::FileTooLarge,
            format!("it is larger than {number} {unit}, the most that is read"),
        )
    };
    let mut file = fs::File::open(path)?;
    if file.metadata()?.len() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    file.by_ref().take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
}

/// The text of a file of at most `most` bytes.
///
/// # Errors
/// As [`read_at_most`], or if it is not UTF-8 ([`ErrorKind::InvalidData`]).
pub fn read_text_at_most(path: &Path, most: u64) -> io::Result<String> {
    let bytes = read_at_most(path, most)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8"))
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
        assert!(matches!(open(&path), Err(ScenarioError::TooLong { most: 4, .. })));
        assert!(matches!(find(path.to_str().unwrap()), Err(ScenarioError::TooLong { most: 4, .. })));
        fs::write(&path, vec![b'#'; most]).unwrap();
        assert!(open(&path).is_ok());
    }

    #[test]
    fn no_more_is_read_than_may_be() {
        let path = Path::new("Cargo.toml");
        let size = fs::metadata(path).unwrap().len();
        assert_eq!(read_text_at_most(path, size).unwrap().len() as u64, size);
        let error = read_at_most(path, size - 1).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
        assert_eq!(error.to_string(), format!("it is larger than {} bytes, the most that is read", size - 1));
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_is_refused() {
        let error = read_at_most(Path::new("/dev/zero"), 2 << 20).unwrap_err();
        assert_eq!(error.to_string(), "it is larger than 2 MiB, the most that is read");
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
