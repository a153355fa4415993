//! The purposes of the platform's own random numbers. Every result depends on these numbers: never renumber.

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Key, Streams};

/// A purpose for which an entity has a stream of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// Whether an account publishes, and which of its users learn.
    Members = 0,
    /// When incidents come, and of which kind.
    Incidents = 1,
    /// How long it takes to handle one.
    Handling = 2,
    /// Whether an account has used the platform in a month.
    Activity = 3,
    /// On which side a customer who was referred joins.
    Joining = 4,
    /// Whether an owner would sell a host's time, and for how much.
    Reservation = 5,
    /// When an owner decides, and whether a small offer crowds out the gift.
    Deciding = 6,
}

/// The stream for one purpose of one entity.
pub(super) fn stream<G: Generator>(streams: Streams<G>, purpose: Purpose, key: Key) -> Stream<G> {
    streams.stream(purpose as u8, key)
}
