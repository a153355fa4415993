//! What the model draws random numbers for. The numbers are part of every result: never renumber.

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Key, Streams};

/// A purpose for which an entity has a stream of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// When hosts join a partition.
    Arrivals = 0,
    /// Which class, machine and region a host has.
    Traits = 1,
    /// How long a host stays.
    Lifetime = 2,
    /// When it is available.
    Availability = 3,
}

/// The stream for one purpose of one entity.
pub(super) fn stream<G: Generator>(streams: Streams<G>, purpose: Purpose, key: Key) -> Stream<G> {
    streams.stream(purpose as u8, key)
}
