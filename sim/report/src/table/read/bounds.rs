//! Limits on the memory that a Parquet file claims, checked before the library reserves it.

use bazaar_scenario::BadTable;

use super::compact::{Compact, STRUCTURE};
use super::spoilt;

/// The first and last bytes of a Parquet file.
const MARK: &[u8] = b"PAR1";

/// The maximum length of a file's description (footer), in bytes.
const LONGEST_FOOTER: usize = 16 << 20;

/// The maximum number of columns, nested ones included.
const MOST_COLUMNS: usize = 10_000;

/// The maximum depth of nested columns.
const DEEPEST: usize = 32;

/// The maximum number of row groups; the format numbers them with 16 bits.
const MOST_GROUPS: usize = 32_767;

/// The maximum size of a page after decompression, in bytes; writers make pages of about 1 MB.
pub(super) const LARGEST_PAGE: usize = 128 << 20;

/// The description (footer) at the end of a file, if it is readable.
pub(super) fn footer(bytes: &[u8]) -> Result<&[u8], BadTable> {
    let again = "write it again, for instance with pandas: table.to_parquet(\"trace.parquet\")";
    let refuse = |message: &str| Err(BadTable::new("", message, again));
    if !bytes.starts_with(MARK) {
        return refuse("is not a Parquet file");
    }
    let (rest, mark) = bytes.split_at(bytes.len() - MARK.len());
    if mark != MARK {
        return refuse("does not end as a Parquet file does: part of it is missing, or it is encrypted");
    }
    let Some((rest, length)) = rest.split_last_chunk::<4>() else { return refuse("is cut short") };
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let Some(begins) = rest.len().checked_sub(length).filter(|begins| *begins >= MARK.len()) else {
        return refuse("states a description longer than the file");
    };
    if length > LONGEST_FOOTER {
        return refuse("has a description of more than 16 MB");
    }
    let footer = &rest[begins..];
    let (mut columns, mut groups) = (None, None);
    let walked = Compact::new(footer).structure(|compact, field, kind| match (field, kind) {
        (2, 9) => {
            columns = Some(schema(compact)?);
            Some(true)
        }
        (4, 9) => {
            let (kind, size) = compact.list()?;
            groups = Some(size);
            for _ in 0..size {
                (kind == STRUCTURE).then(|| compact.structure(|_, _, _| Some(false)))??;
            }
            Some(true)
        }
        _ => Some(false),
    });
    match (walked, columns, groups) {
        (Some(()), Some(columns), Some(groups)) if columns <= MOST_COLUMNS && groups <= MOST_GROUPS => {
            Ok(footer)
        }
        (Some(()), Some(columns), _) if columns > MOST_COLUMNS => refuse("has more than 10,000 columns"),
        (Some(()), Some(_), Some(_)) => refuse("has more than 32,767 groups of rows"),
        _ => Err(spoilt("its description is not valid")),
    }
}

/// The number of columns, nested ones included; `None` if they are nested too deeply.
fn schema(compact: &mut Compact<'_>) -> Option<usize> {
    let (kind, size) = compact.list()?;
    // The number of columns still to come at each depth.
    let mut open: Vec<u64> = Vec::new();
    for _ in 0..size {
        let mut children = 0;
        (kind == STRUCTURE).then(|| {
            compact.structure(|compact, field, kind| {
                if field == 5 && kind == 5 {
                    children = u64::try_from(compact.integer()?).ok()?;
                    return Some(true);
                }
                Some(false)
            })
        })??;
        while open.last() == Some(&0) {
            open.pop();
        }
        if let Some(last) = open.last_mut() {
            *last -= 1;
        }
        if children > 0 {
            open.push(children);
        }
        if open.len() > DEEPEST {
            return None;
        }
    }
    Some(size)
}

/// Checks that the pages of a column can be decompressed: all are complete and within the limit.
pub(super) fn pages(chunk: &[u8]) -> Result<(), BadTable> {
    let mut compact = Compact::new(chunk);
    while compact.len() > 0 {
        let (mut unpacked, mut packed) = (None, None);
        let walked = compact.structure(|compact, field, kind| {
            let size = match (field, kind) {
                (2, 5) => &mut unpacked,
                (3, 5) => &mut packed,
                _ => return Some(false),
            };
            *size = Some(usize::try_from(compact.integer()?).ok()?);
            Some(true)
        });
        let (Some(()), Some(unpacked), Some(packed)) = (walked, unpacked, packed) else {
            return Err(spoilt("a page of it is not valid"));
        };
        if compact.take(packed).is_none() {
            return Err(spoilt("a page of it is longer than the column"));
        }
        if unpacked > LARGEST_PAGE {
            let message =
                format!("has a page of {} MB, but at most {} are read", unpacked >> 20, LARGEST_PAGE >> 20);
            return Err(BadTable::new("", message, "write it again with smaller pages, as with pandas"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> String {
        footer(bytes).unwrap_err().message
    }

    /// A file with nothing but this description.
    fn file(description: &[u8]) -> Vec<u8> {
        let length = u32::try_from(description.len()).unwrap().to_le_bytes();
        [MARK, description, &length, MARK].concat()
    }

    /// Columns each within the one before, and one group of rows.
    fn nested(depth: u8) -> Vec<u8> {
        let one = [0x55, 2, 0];
        let head = [0x29, 0xfc, depth];
        file(&[&head[..], &one.repeat(usize::from(depth)), &[0x29, 0x1c, 0, 0]].concat())
    }

    #[test]
    fn a_description_is_found_at_the_end() {
        assert_eq!(footer(&nested(5)).map(<[u8]>::len), Ok(3 + 15 + 4));
        assert_eq!(told(b"PAR1"), "is cut short");
        assert_eq!(told(b"host,start"), "is not a Parquet file");
        assert!(told(&nested(5)[..12]).starts_with("does not end as a Parquet file does"));
        assert_eq!(told(b"PAR1\xff\xff\xff\xffPAR1"), "states a description longer than the file");
        assert!(told(&nested(100)).contains("is not valid"));
        assert!(told(&file(&[0x29, 0xfc, 0xff, 0xff, 0x7f, 0])).contains("is not valid"));
    }

    #[test]
    fn a_page_is_not_believed_to_be_large() {
        let page = |unpacked: [u8; 5], packed: u8| {
            let head = [
                0x15,
                0,
                0x15,
                unpacked[0],
                unpacked[1],
                unpacked[2],
                unpacked[3],
                unpacked[4],
                0x15,
                packed,
                0,
            ];
            [&head[..], &[7; 3]].concat()
        };
        let small = [0x86, 0x80, 0x80, 0x80, 0];
        assert_eq!(pages(&[page(small, 6), page(small, 6)].concat()), Ok(()));
        assert!(pages(&page(small, 8)).unwrap_err().message.contains("longer than the column"));
        assert!(pages(&page(small, 5)).unwrap_err().message.contains("is not valid"));
        let large = pages(&page([0xfe, 0xff, 0xff, 0xff, 0x0f], 6)).unwrap_err();
        assert_eq!(large.message, "has a page of 2047 MB, but at most 128 are read");
    }
}
