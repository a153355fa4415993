//! What the marketplace tells others.

/// A sale: a job that is done, paid for and divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sale {
    /// Whose place the buyer and the seller have.
    pub(crate) buyer: u32,
    pub(crate) seller: u32,
    /// What the platform keeps of it, by who pays it, in cents.
    pub(crate) buyer_fee: i64,
    pub(crate) seller_fee: i64,
}
