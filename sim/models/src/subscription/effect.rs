//! What the business tells others, and what others may ask of it.

use bazaar_engine::Key;

/// What others may want to know, with the account that it concerns and whoever brought it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The account's lasting name.
    pub account: Key,
    /// Where the account is in the table, for what others ask of it.
    pub slot: u32,
    /// The account, or the other component's entity, that brought it.
    pub referrer: Option<Key>,
    /// What happened.
    pub news: News,
}

/// What happened to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It signed up.
    SignedUp,
    /// It pays for the first time.
    Converted,
    /// It paid so many cents.
    Paid(i64),
    /// It stopped paying.
    Churned,
    /// It pays again.
    Returned,
    /// It is gone for good, and its slot is free.
    Gone,
}
