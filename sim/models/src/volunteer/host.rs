//! One host, as small as it can be: a million of them are walked through.

use bazaar_engine::{Key, Stream};

/// A host that has joined.
#[derive(Clone, Copy, Debug)]
pub(super) struct Host<G> {
    /// What its availability is drawn from.
    pub(super) availability: Stream<G>,
    /// Where it comes from.
    pub(super) key: Key,
    /// Since when it has been in the state it is in.
    pub(super) since: f64,
    /// When it leaves for good.
    pub(super) leaves: f64,
    /// Index of its group.
    pub(super) group: u32,
    /// Whether it is available.
    pub(super) available: bool,
    /// Whether it is still there; a slot is read after its host has left.
    pub(super) joined: bool,
}
