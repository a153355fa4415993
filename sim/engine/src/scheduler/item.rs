//! An event as the scheduler holds it: 16 bytes that compare as one number.

use crate::event::{Event, Generation, Kind};

/// Time in the upper half, then kind (10 bits), slot (32) and generation (22).
///
/// A finite, non-negative float and its bit pattern are ordered alike, so one
/// comparison of 128-bit integers orders by time, kind and slot at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item(u128);

impl Item {
    const KIND_BITS: u32 = 10;

    /// The most kinds that a composition may have.
    pub(crate) const KINDS: u16 = 1 << Self::KIND_BITS;

    #[inline]
    pub(crate) fn new(time: f64, code: u16, slot: u32, generation: Generation) -> Self {
        let word = u64::from(code) << (64 - Self::KIND_BITS)
            | u64::from(slot) << Generation::BITS
            | u64::from(generation.bits());
        Item(u128::from(time.to_bits()) << 64 | u128::from(word))
    }

    #[inline]
    pub(crate) fn time(self) -> f64 {
        f64::from_bits((self.0 >> 64) as u64)
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "taking the word apart")]
    pub(crate) fn slot(self) -> u32 {
        (self.0 as u64 >> Generation::BITS) as u32
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "taking the word apart")]
    pub(crate) fn event<K: Kind>(self) -> Event<K> {
        let word = self.0 as u64;
        Event {
            time: self.time(),
            kind: K::from_code((word >> (64 - Self::KIND_BITS)) as u16),
            slot: self.slot(),
            generation: Generation::from_bits(word as u32),
        }
    }
}
