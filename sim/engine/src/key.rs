//! What an entity is called, for ever: its [`Key`].
//!
//! An entity has two names. Its *slot* is where it lives in the model's table: a small number that is used again when
//! the entity has left. Its *key* says where it comes from and is never used again. Random streams and fingerprints
//! go by the key, so a host draws the same numbers whoever else joins, in whatever order, on whatever thread. Keyed
//! by genealogy, two arms of an experiment share the randomness of all entities that exist in both, which is what
//! makes common random numbers work.

use crate::stream::mix;

/// Where an entity comes from: one of the first, an arrival, or a child of another.
///
/// The two highest bits tell the three apart, so that keys of different origin never meet.
///
/// | origin | layout |
/// |---|---|
/// | initial | `00`, then the index |
/// | arrival | `01`, then the partition (30 bits), then the arrival's number (32 bits) |
/// | child | `1`, then 63 bits mixed from the parent's key and the child's number |
///
/// Keys of the first two kinds are unique by construction. Child keys are hashes: among `n` children two agree with
/// probability about `n² / 2^64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64);

impl Key {
    /// The only entity of its kind: an arrival process, a server, the weather.
    pub const SINGLE: Key = Key(0);

    const ARRIVAL: u64 = 1 << 62;
    const CHILD: u64 = 1 << 63;

    /// The entity with this index in the population that exists at time zero.
    ///
    /// # Panics
    /// If `index` needs more than 62 bits.
    #[inline]
    #[must_use]
    pub const fn initial(index: u64) -> Self {
        assert!(index < Self::ARRIVAL, "an index needs at most 62 bits");
        Key(index)
    }

    /// The `number`-th entity that joined the given partition after time zero.
    ///
    /// # Panics
    /// If `partition` needs more than 30 bits.
    #[inline]
    #[must_use]
    pub const fn arrival(partition: u32, number: u32) -> Self {
        assert!(partition < 1 << 30, "a partition needs at most 30 bits");
        Key(Self::ARRIVAL | (partition as u64) << 32 | number as u64)
    }

    /// The `number`-th entity that this one brought about: an invited friend, a copy of a job.
    #[inline]
    #[must_use]
    pub const fn child(self, number: u32) -> Self {
        Key(Self::CHILD | mix(mix(self.0) ^ number as u64) >> 1)
    }

    /// The key as a number, for streams and fingerprints.
    #[inline]
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }
}
