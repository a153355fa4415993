//! Structures in Thrift's compact protocol, traversed without trusting any length in them.
//!
//! The library that reads Parquet reserves memory by the lengths in a file. This module only finds
//! these lengths, and checks that they are possible.

/// The maximum depth of nested structures.
const DEEPEST: usize = 32;

/// The type of a value, as encoded with a field or a list.
pub(super) const STRUCTURE: u8 = 12;

/// The remaining bytes.
pub(super) struct Compact<'a> {
    rest: &'a [u8],
}

/// `None` wherever the bytes are malformed.
impl<'a> Compact<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Self { rest }
    }

    /// The number of remaining bytes.
    pub(super) fn len(&self) -> usize {
        self.rest.len()
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    pub(super) fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        Some(taken)
    }

    /// An unsigned integer with seven bits per byte, the lowest first.
    pub(super) fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for place in 0..10 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A signed integer, whose lowest bit is the sign (zigzag).
    pub(super) fn integer(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// Traverses a structure; `field` gets the number and the type of each field, may read it, and
    /// returns whether it has.
    pub(super) fn structure(
        &mut self,
        mut field: impl FnMut(&mut Self, u64, u8) -> Option<bool>,
    ) -> Option<()> {
        self.fields(DEEPEST, &mut field)
    }

    fn fields(
        &mut self,
        depth: usize,
        field: &mut dyn FnMut(&mut Self, u64, u8) -> Option<bool>,
    ) -> Option<()> {
        let mut last: i64 = 0;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            last = match head >> 4 {
                0 => self.integer()?,
                step => last.checked_add(i64::from(step))?,
            };
            let kind = head & 0xf;
            if !field(self, u64::try_from(last).ok()?, kind)? {
                self.skip(kind, depth)?;
            }
        }
    }

    /// The type and number of a list's elements, never more than the remaining bytes.
    pub(super) fn list(&mut self) -> Option<(u8, usize)> {
        let head = self.byte()?;
        let size = match head >> 4 {
            15 => usize::try_from(self.varint()?).ok()?,
            size => usize::from(size),
        };
        (size <= self.rest.len()).then_some((head & 0xf, size))
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            // In a field, the type contains the truth value.
            1 | 2 => {}
            3 => _ = self.byte()?,
            4..=6 => _ = self.varint()?,
            7 => _ = self.take(8)?,
            8 => {
                let size = usize::try_from(self.varint()?).ok()?;
                self.take(size)?;
            }
            9 | 10 => {
                let (kind, size) = self.list()?;
                for _ in 0..size {
                    self.skip_one(kind, depth)?;
                }
            }
            11 => {
                let size = usize::try_from(self.varint()?).ok()?;
                if size > 0 {
                    let kinds = self.byte()?;
                    for _ in 0..size {
                        self.skip_one(kinds >> 4, depth)?;
                        self.skip_one(kinds & 0xf, depth)?;
                    }
                }
            }
            STRUCTURE => self.fields(depth, &mut |_, _, _| Some(false))?,
            13 => _ = self.take(16)?,
            _ => return None,
        }
        Some(())
    }

    /// An element of a list: a truth value is a byte there.
    fn skip_one(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            0..=2 => self.byte().map(|_| ()),
            _ => self.skip(kind, depth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_and_others_skipped() {
        // 1: i32 = -3; 2: list of two i32; 4: binary "ab"; 5: structure with a truth; 6: i64 = 150.
        let bytes = [0x15, 5, 0x19, 0x25, 2, 4, 0x28, 2, b'a', b'b', 0x1c, 0x11, 0, 0x16, 0xac, 0x02, 0, 99];
        let mut found = Vec::new();
        let mut compact = Compact::new(&bytes);
        compact
            .structure(|compact, field, kind| {
                if matches!(field, 1 | 6) {
                    found.push((field, kind, compact.integer()?));
                    return Some(true);
                }
                Some(false)
            })
            .unwrap();
        assert_eq!(found, [(1, 5, -3), (6, 6, 150)]);
        assert_eq!(compact.len(), 1);
    }

    #[test]
    fn lengths_that_are_not_there_and_depths_without_end_are_refused() {
        let walk = |bytes: &[u8]| Compact::new(bytes).structure(|_, _, _| Some(false));
        assert_eq!(walk(&[0x18, 0xff, 0xff, 0x7f, 0]), None);
        assert_eq!(walk(&[0x19, 0xf5, 0xff, 0xff, 0xff, 0x7f, 0, 0]), None);
        assert_eq!(walk(&[0x1c; 1000]), None);
        assert_eq!(walk(&[0x15, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0]), None);
        assert_eq!(walk(&[]), None);
        assert_eq!(walk(&[0]), Some(()));
    }
}
