//! The permanent identifier of an entity: its [`Key`].
//!
//! An entity has two identifiers. Its *slot* is its index in the model's table: a small number that is reused when
//! the entity has left. Its *key* encodes its origin and is never reused. Random streams and fingerprints depend on
//! the key alone, so a host draws the same numbers regardless of which other hosts join, in which order, and on
//! which thread. Since a key records genealogy, an entity that exists in both arms of an experiment has the same
//! streams in both, which common random numbers require.

use crate::stream::mix;

/// Where an entity comes from: one of the first, an arrival, or a child of another.
///
/// The highest bits encode the origin, so keys of different origins never collide.
///
/// | origin | layout |
/// |---|---|
/// | initial | `00`, then the index |
/// | arrival | `01`, then the partition (30 bits), then the arrival's number (32 bits) |
/// | child | `1`, then 63 bits mixed from the parent's key and the child's number |
///
/// Keys of the first two kinds are unique by construction. Child keys are hashes: among `n` children the probability
/// of a collision is about `n² / 2^64`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64);

impl Key {
    /// The only entity of its kind, such as an arrival process or a server.
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

    /// The `number`-th child of this entity, such as an invited friend or a copy of a job.
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
