//! Files in a ZIP archive without compression (PKWARE, APPNOTE 6.3): the same files give the same
//! bytes.

use std::io;

/// The timestamp of every file: the first day of 1980, the format's epoch.
const DATE: u16 = 0x21;

/// An archive of files with these names.
///
/// # Errors
/// If it exceeds the limits of the format without extensions.
pub(super) fn archive(files: &[(String, Vec<u8>)]) -> io::Result<Vec<u8>> {
    let (mut bytes, mut index) = (Vec::new(), Vec::new());
    for (name, contents) in files {
        let at = short(bytes.len())?;
        let about = about(name, contents)?;
        bytes.extend_from_slice(b"PK\x03\x04");
        bytes.extend_from_slice(&about);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(contents);
        index.extend_from_slice(b"PK\x01\x02\x14\x00");
        index.extend_from_slice(&about);
        // No comment, first disk, no attributes.
        index.extend_from_slice(&[0; 10]);
        index.extend_from_slice(&at.to_le_bytes());
        index.extend_from_slice(name.as_bytes());
    }
    let (at, length) = (short(bytes.len())?, short(index.len())?);
    let count = u16::try_from(files.len()).map_err(io::Error::other)?;
    bytes.extend_from_slice(&index);
    bytes.extend_from_slice(b"PK\x05\x06\x00\x00\x00\x00");
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&at.to_le_bytes());
    bytes.extend_from_slice(&[0; 2]);
    Ok(bytes)
}

/// The common header of a file, at its place and in the index: version 2.0, names in UTF-8, stored.
fn about(name: &str, contents: &[u8]) -> io::Result<Vec<u8>> {
    let size = short(contents.len())?.to_le_bytes();
    let mut about = vec![0x14, 0, 0, 8, 0, 0, 0, 0];
    about.extend_from_slice(&DATE.to_le_bytes());
    about.extend_from_slice(&checksum(contents).to_le_bytes());
    about.extend_from_slice(&size);
    about.extend_from_slice(&size);
    about.extend_from_slice(&u16::try_from(name.len()).map_err(io::Error::other)?.to_le_bytes());
    about.extend_from_slice(&[0; 2]);
    Ok(about)
}

fn short(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(io::Error::other)
}

/// CRC-32 as in ISO 3309, bit by bit: packages are small.
fn checksum(bytes: &[u8]) -> u32 {
    let sum =
        bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 }
            })
        });
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        // The check value of CRC-32.
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn the_index_lies_where_the_end_says() {
        let bytes = archive(&[("a".to_owned(), b"one".to_vec()), ("b/c".to_owned(), Vec::new())]).unwrap();
        let end = &bytes[bytes.len() - 22..];
        let at = u32::from_le_bytes(end[16..20].try_into().unwrap()) as usize;
        assert_eq!((&end[..4], &bytes[at..at + 4]), (&b"PK\x05\x06"[..], &b"PK\x01\x02"[..]));
        assert_eq!(end[10], 2);
    }
}
