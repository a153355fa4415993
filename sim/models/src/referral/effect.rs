//! What the programme reports to other components.

/// An event that other components may respond to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// A person has signed up, referred or not, and may become a customer.
    Lead {
        /// The person's slot.
        person: u32,
    },
    /// A person has become a customer.
    Customer {
        /// The person's slot.
        person: u32,
    },
    /// A referrer has signed up under another name.
    Fake {
        /// The slot of the fake.
        person: u32,
    },
    /// A customer has left for good.
    Left {
        /// The customer's slot.
        person: u32,
    },
}
