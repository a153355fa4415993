//! What the programme tells the rest of a business.

/// Something that others may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Somebody has signed up, referred or not, and may become a customer.
    Lead {
        /// Whose slot.
        person: u32,
    },
    /// Somebody has become a customer.
    Customer {
        /// Whose slot.
        person: u32,
    },
    /// Somebody refers himself under another name, and has signed up.
    Fake {
        /// The slot of that name.
        person: u32,
    },
    /// A customer has left for good.
    Left {
        /// Whose slot.
        person: u32,
    },
}
