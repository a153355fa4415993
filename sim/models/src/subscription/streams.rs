//! The purposes of random numbers. Every result depends on these numbers: never renumber.

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Key, Streams};

/// A purpose for which an account, or the business, has a stream of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// Where a lead comes from, whether it qualifies, what it starts with.
    Traits = 0,
    /// When an account changes, and whether it renews.
    Life = 1,
    /// The account's use.
    Usage = 2,
    /// The account's responses to prompts.
    Choices = 3,
    /// Usage, willingness and risk where they are correlated.
    Scores = 4,
    /// When leads come in.
    Leads = 5,
    /// How many tickets are written.
    Support = 6,
    /// What a plan's price is after negotiation, and how its sale goes.
    Sale = 7,
    /// The risk of leaving at a renewal; of a buyer without a contract, how often it buys and
    /// when it is gone.
    Risk = 8,
    /// The outcome of a trial.
    Trial = 9,
}

/// The stream for one purpose of one account.
pub(super) fn stream<G: Generator>(streams: Streams<G>, purpose: Purpose, key: Key) -> Stream<G> {
    streams.stream(purpose as u8, key)
}
