//! The pages of a column, decompressed and checked before their values are read.
//!
//! In some encodings the values contain their own number, which the library trusts.

use ::parquet::basic::{Encoding, Type};
use ::parquet::column::page::{Page, PageMetadata, PageReader};
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::serialized_reader::SerializedPageReader;
use bytes::Bytes;

use super::compact::Compact;

/// The maximum number of values in a column's dictionary.
const MOST_WORDS: usize = 4_000_000;

/// The maximum size of a page in which each text shares a prefix with the one before: a few bytes
/// may stand for many.
const LONGEST_COMMON: usize = 4 << 20;

/// The pages of a column, checked one by one.
pub(super) struct Pages {
    inner: SerializedPageReader<Bytes>,
    /// The maximum number of rows.
    rows: usize,
    /// The minimum number of bytes of a value in plain encoding.
    width: usize,
    /// Whether values may be missing.
    has_levels: bool,
}

impl Pages {
    pub(super) fn new(
        inner: SerializedPageReader<Bytes>,
        rows: usize,
        kind: Type,
        length: usize,
        has_levels: bool,
    ) -> Self {
        let width = match kind {
            Type::INT64 | Type::DOUBLE => 8,
            Type::INT96 => 12,
            Type::FIXED_LEN_BYTE_ARRAY => length.max(1),
            Type::INT32 | Type::FLOAT | Type::BYTE_ARRAY => 4,
            Type::BOOLEAN => 1,
        };
        Self { inner, rows, width, has_levels }
    }

    fn check(&self, page: &Page) -> Option<()> {
        let values = usize::try_from(page.num_values()).ok()?;
        if let Page::DictionaryPage { buf, .. } = page {
            return (values <= MOST_WORDS && values <= buf.len() / self.width).then_some(());
        }
        if values > self.rows {
            return None;
        }
        let mut compact = Compact::new(self.values(page)?);
        match page.encoding() {
            Encoding::DELTA_BINARY_PACKED | Encoding::DELTA_LENGTH_BYTE_ARRAY => packed(&mut compact, values),
            Encoding::DELTA_BYTE_ARRAY => {
                (page.buffer().len() <= LONGEST_COMMON).then_some(())?;
                packed(&mut compact, values)?;
                packed(&mut compact, values)
            }
            _ => Some(()),
        }
    }

    /// The bytes of a page after the levels that mark missing values.
    fn values<'a>(&self, page: &'a Page) -> Option<&'a [u8]> {
        match page {
            Page::DataPage { buf, .. } if self.has_levels => {
                let (length, rest) = buf.split_first_chunk::<4>()?;
                rest.get(usize::try_from(u32::from_le_bytes(*length)).ok()?..)
            }
            Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, .. } => {
                let levels = def_levels_byte_len.checked_add(*rep_levels_byte_len)?;
                buf.get(usize::try_from(levels).ok()?..)
            }
            _ => Some(page.buffer()),
        }
    }
}

/// Traverses delta-encoded integers, packed in blocks and miniblocks, of which there are no more
/// than values.
fn packed(compact: &mut Compact<'_>, values: usize) -> Option<()> {
    let block = usize::try_from(compact.varint()?).ok()?;
    let parts = usize::try_from(compact.varint()?).ok()?;
    let number = usize::try_from(compact.varint()?).ok()?;
    let first = compact.integer();
    if number > values {
        return None;
    }
    first?;
    let in_part = block.checked_div(parts)?;
    let mut left = number.saturating_sub(1);
    while left > 0 {
        compact.integer()?;
        let widths = compact.take(parts)?;
        for width in widths {
            if left == 0 {
                break;
            }
            compact.take(in_part.checked_mul(usize::from(*width))? / 8)?;
            left = left.saturating_sub(in_part.max(1));
        }
        if parts == 0 {
            return None;
        }
    }
    Some(())
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.inner.get_next_page()?;
        if let Some(page) = &page {
            let wrong = || ParquetError::General("a page has fewer values than it states".to_owned());
            self.check(page).ok_or_else(wrong)?;
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.inner.skip_next_page()
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_as_many_as_they_say() {
        // Blocks of 8 in 2 parts; five values: the first is 1, then four of two bits.
        let bytes = [8, 2, 5, 2, 0, 2, 0, 0xff, 99];
        let mut compact = Compact::new(&bytes);
        assert_eq!(packed(&mut compact, 5), Some(()));
        assert_eq!(compact.len(), 1);
        assert_eq!(packed(&mut Compact::new(&bytes), 4), None);
        assert_eq!(packed(&mut Compact::new(&bytes[..7]), 5), None);
        assert_eq!(packed(&mut Compact::new(&[8, 0, 5, 2, 0, 0]), 5), None);
        assert_eq!(packed(&mut Compact::new(&[8, 2, 0xff, 0xff, 0xff, 0xff, 0x7f, 2]), 5), None);
    }
}
