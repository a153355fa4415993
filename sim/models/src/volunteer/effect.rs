//! What volunteers report to other components, if there are any.

use bazaar_engine::Key;

/// An event that other components may respond to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It has joined, and belongs to the volunteer with this key.
    Joined { host: u32, owner: Key },
    /// It has left for good.
    Left { host: u32 },
    /// Another component has it from now on; it is available.
    Lent { host: u32 },
    /// Another component has it, and it has become available, or unavailable.
    Changed { host: u32, is_available: bool },
}
