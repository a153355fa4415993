//! What the business reports to other components.

use bazaar_engine::Key;

/// An event that other components may respond to, with the account that it concerns and its referrer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The account's key, which is never reused.
    pub account: Key,
    /// The account's slot, for requests of other components.
    pub slot: u32,
    /// The account, or the other component's entity, that referred it.
    pub referrer: Option<Key>,
    /// The kind of event.
    pub news: News,
}

/// What happened to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It signed up.
    SignedUp,
    /// It pays for the first time.
    Converted,
    /// It paid this many cents.
    Paid(i64),
    /// It stopped paying.
    Churned,
    /// It pays again.
    Returned,
    /// It is gone for good, and its slot is free.
    Gone,
}
