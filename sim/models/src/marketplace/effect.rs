//! What the marketplace reports to other components.

/// An event that other components may respond to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Effect {
    /// A job is done, paid for and divided.
    Sale(Sale),
    /// The seller in this place has left it for good, by their own decision.
    Quit { seller: u32 },
}

/// A sale: a job that is done, paid for and divided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sale {
    /// The places of the buyer and the seller.
    pub(crate) buyer: u32,
    pub(crate) seller: u32,
    /// What the platform keeps of it, by who pays it, in cents.
    pub(crate) buyer_fee: i64,
    pub(crate) seller_fee: i64,
    /// What the seller gets, in cents.
    pub(crate) payout: i64,
    /// How long the job took, in hours.
    pub(crate) hours: f64,
}
