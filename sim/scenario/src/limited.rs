//! Files that are read only if they are not too long.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
