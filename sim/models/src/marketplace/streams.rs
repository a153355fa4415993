//! The purposes of random numbers. Every result depends on these numbers: never renumber.

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Key, Streams};

/// A purpose for which an entity has a stream of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// What a person wants from the platform, where they live, how good they are.
    Traits = 0,
    /// When a person hears of the platform.
    Hearing = 1,
    /// When a person reconsiders being in.
    Reconsidering = 2,
    /// When a buyer needs something.
    Needs = 3,
    /// Everything about one request: price, patience, match, outcome.
    Request = 4,
    /// When a seller leaves for good.
    Quitting = 5,
    /// Who is paid to join, and when.
    Advertising = 6,
    /// When the matching function matches, and whom.
    Matching = 7,
    /// Which category of goods a request is for.
    Category = 8,
}

/// The stream for one purpose of one entity.
pub(super) fn stream<G: Generator>(streams: Streams<G>, purpose: Purpose, key: Key) -> Stream<G> {
    streams.stream(purpose as u8, key)
}
