//! What volunteers tell others, if anybody wants to hear it.

use bazaar_engine::Key;

/// What has happened to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// It has joined, and belongs to the volunteer with this key.
    Joined { host: u32, owner: Key },
    /// It has left for good.
    Left { host: u32 },
    /// Somebody else has it from now on; it is available.
    Lent { host: u32 },
    /// Somebody else has it, and it has become available, or unavailable.
    Changed { host: u32, is_available: bool },
}
