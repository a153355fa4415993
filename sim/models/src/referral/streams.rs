//! The purposes of random numbers. Every result depends on these numbers: never renumber.

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Key, Streams};

/// A purpose for which an entity has a stream of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    /// Whether and when a person comes without being invited.
    Coming = 0,
    /// How many invitations a person sends.
    Propensity = 1,
    /// Everything about one invitation or lead: whether and when it is sent, whom it reaches, and its
    /// outcome.
    Invitation = 2,
    /// When a customer leaves.
    Leaving = 3,
    /// Whether a referrer refers himself.
    Fraud = 4,
    /// When a partner brings a lead.
    Leads = 5,
    /// Whether a payout is claimed.
    Claim = 6,
    /// When the market applies for a job.
    Market = 7,
    /// When those who were referred apply for a job.
    Applicants = 8,
    /// How long a hire stays.
    Tenure = 9,
    /// The contact network.
    Network = 10,
    /// Which people are customers from the beginning.
    Seeds = 11,
}

/// The stream for one purpose of one entity.
pub(super) fn stream<G: Generator>(streams: Streams<G>, purpose: Purpose, key: Key) -> Stream<G> {
    streams.stream(purpose as u8, key)
}
