//! Decodes a file's bytes into text, with line feeds as line ends.

use super::BadTable;

const SAVE: &str = "save it as UTF-8: in Excel as \"CSV UTF-8 (Comma delimited)\", in LibreOffice by \"Edit filter settings\"";

/// The first bytes of files that are not text.
const OTHERS: [(&[u8], &str, &str); 4] = [
    (b"PK\x03\x04", "is a spreadsheet or an archive, not text", "save the sheet as CSV in UTF-8"),
    (b"\xd0\xcf\x11\xe0", "is a spreadsheet, not text", "save the sheet as CSV in UTF-8"),
    (b"\x1f\x8b", "is compressed", "unpack it first, as with gunzip"),
    (b"PAR1", "is Parquet, not text", "rename it so that its name ends in .parquet"),
];

/// The text, in which lines end with a line feed, without a byte order mark.
///
/// The encoding is UTF-8, or UTF-16 with a byte order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<String, BadTable> {
    if let Some((_, message, help)) = OTHERS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Err(BadTable::new("", *message, *help));
    }
    let text = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Err(named("UTF-32")),
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => utf_8(rest)?,
        _ if is_two_by_two(bytes) => return Err(named("UTF-16 without a byte order mark")),
        _ => utf_8(bytes)?,
    };
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

fn utf_8(bytes: &[u8]) -> Result<String, BadTable> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + line_ends(&bytes[..error.valid_up_to()]);
        let message = match guess(bytes) {
            Some(name) => format!("is not text in UTF-8 but, as it seems, in {name}"),
            None => "is not text in UTF-8".to_owned(),
        };
        BadTable::new(format!("line {line}"), message, SAVE)
    })?;
    Ok(text.to_owned())
}

fn line_ends(bytes: &[u8]) -> usize {
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    if feeds > 0 { feeds } else { bytes.iter().filter(|byte| **byte == b'\r').count() }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, BadTable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(text),
        _ => Err(BadTable::new("", "begins as text in UTF-16 and does not go on as such", SAVE)),
    }
}

fn named(encoding: &str) -> BadTable {
    BadTable::new("", format!("is text in {encoding}"), SAVE)
}

/// Whether every second byte is zero at the beginning, as for Latin letters in UTF-16.
fn is_two_by_two(bytes: &[u8]) -> bool {
    let (pairs, _) = bytes.get(..64.min(bytes.len())).unwrap_or_default().as_chunks::<2>();
    let zeros = [0, 1].map(|place| pairs.iter().filter(|pair| pair[place] == 0).count());
    zeros.contains(&0) && 2 * zeros[0].max(zeros[1]) > pairs.len()
}

/// The likely encoding with one byte per letter. In Cyrillic words, adjacent letters are from 0xC0 on; in Western
/// languages such letters are isolated.
fn guess(bytes: &[u8]) -> Option<&'static str> {
    let is_letter = |byte: u8| byte >= 0xc0;
    let foreign = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let letters = bytes.iter().filter(|byte| is_letter(**byte)).count();
    let together = bytes.windows(2).filter(|pair| is_letter(pair[0]) && is_letter(pair[1])).count();
    if bytes.contains(&0) || 2 * letters < foreign {
        None
    } else if 2 * together >= letters {
        Some("windows-1251")
    } else {
        Some("windows-1252")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> String {
        let fault = text(bytes).unwrap_err();
        format!("{} {}", fault.place, fault.message).trim().to_owned()
    }

    #[test]
    fn what_leaves_no_doubt_is_read_with_any_line_end() {
        for (bytes, read) in [
            (&b"a\r\nb\rc\n"[..], "a\nb\nc\n"),
            (b"\xef\xbb\xbfa", "a"),
            (b"\xff\xfea\0\r\0\n\0\x2f\x04", "a\n\u{42f}"),
            (b"\xfe\xff\0a\xd8\x3d\xde\x00", "a\u{1f600}"),
            (b"", ""),
        ] {
            assert_eq!(text(bytes).unwrap(), read);
        }
    }

    #[test]
    fn any_other_encoding_is_named() {
        let cyrillic = b"\xe8\xec\xe5,start\n\xcc\xe0\xf0\xe8\xff,1\n";
        assert_eq!(told(cyrillic), "line 1 is not text in UTF-8 but, as it seems, in windows-1251");
        assert_eq!(told(b"host\nMa\xfce,1"), "line 2 is not text in UTF-8 but, as it seems, in windows-1252");
        assert_eq!(told(b"host\rMa\xfce,1"), "line 2 is not text in UTF-8 but, as it seems, in windows-1252");
        assert_eq!(told(b"host\n\x80\x81"), "line 2 is not text in UTF-8");
        assert_eq!(told(b"h\0o\0s\0t\0"), "is text in UTF-16 without a byte order mark");
        assert_eq!(told(b"\x18\x04h\0o\0s\0t\0,\0"), "is text in UTF-16 without a byte order mark");
        assert_eq!(told(b"\xff\xfe\0\0h\0\0\0"), "is text in UTF-32");
        assert_eq!(told(b"\xff\xfeh\0o"), "begins as text in UTF-16 and does not go on as such");
        assert_eq!(told(b"\xff\xfe\x00\xd8a\0"), "begins as text in UTF-16 and does not go on as such");
        assert_eq!(told(b"PK\x03\x04..."), "is a spreadsheet or an archive, not text");
        assert!(text(cyrillic).unwrap_err().help.contains("CSV UTF-8"));
    }
}
