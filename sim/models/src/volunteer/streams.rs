//! The purposes of random numbers. Every result depends on these numbers: never renumber.

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Key, Streams};

/// A purpose for which an entity has a stream of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// When volunteers join a partition.
    Arrivals = 0,
    /// Which class, machine and region a host has.
    Traits = 1,
    /// How long a host stays.
    Lifetime = 2,
    /// When it is available.
    Availability = 3,
    /// Whether it errs or cheats, and how often.
    Character = 4,
    /// Which of its tasks go wrong, and when it is trusted.
    Luck = 5,
    /// How many hosts a volunteer owns, whether they recruit, when they give up.
    Owner = 6,
    /// When a volunteer recruits.
    Recruiting = 7,
    /// Which team a volunteer is in.
    Team = 8,
}

/// The stream for one purpose of one entity.
pub(super) fn stream<G: Generator>(streams: Streams<G>, purpose: Purpose, key: Key) -> Stream<G> {
    streams.stream(purpose as u8, key)
}
