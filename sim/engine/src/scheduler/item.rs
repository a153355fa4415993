//! The scheduler's representation of an event: 16 bytes that compare as one number.

use crate::event::{Event, Generation, Kind};

/// Time in the upper half, then whether it is an edge (1 bit), kind (9), slot (32) and generation (22).
///
/// A finite, non-negative float and its bit pattern are ordered alike, so one comparison of 128-bit integers orders
/// by time, kind and slot at once. The bit of an edge is clear and that of any other event is set, so that edges come
/// first at their instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item(u128);

impl Item {
    const KIND_BITS: u32 = 9;
    /// Set in every event that is not an edge.
    const ORDINARY: u64 = 1 << 63;

    /// The most kinds that a composition may have.
    pub(crate) const KINDS: u16 = 1 << Self::KIND_BITS;

    /// An edge sorts ahead of all others at its instant.
    #[inline]
    pub(crate) fn new(time: f64, is_edge: bool, code: u16, slot: u32, generation: Generation) -> Self {
        let first = if is_edge { 0 } else { Self::ORDINARY };
        let word = first
            | u64::from(code) << (63 - Self::KIND_BITS)
            | u64::from(slot) << Generation::BITS
            | u64::from(generation.bits());
        Item(u128::from(time.to_bits()) << 64 | u128::from(word))
    }

    /// A bound at `time` that lies after the edges of the instant and before its other events.
    #[inline]
    pub(crate) fn bound(time: f64) -> Self {
        Self::new(time, false, 0, 0, Generation::default())
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
            kind: K::from_code((word >> (63 - Self::KIND_BITS)) as u16 & (Self::KINDS - 1)),
            slot: self.slot(),
            generation: Generation::from_bits(word as u32),
        }
    }
}
