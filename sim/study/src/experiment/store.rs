//! Where finished parts of an experiment are kept.

/// A store of parts. A part is there as a whole or not at all: whoever implements this sees to it.
pub trait PartStore: Sync {
    /// The part that was kept under this key, if it is there and whole.
    fn find(&self, key: &[u8]) -> Option<Vec<u8>>;

    /// Keeps a part. Where it cannot, the part is not there and will be made again: no reason to give up the runs that are left.
    fn keep(&self, key: &[u8], bytes: &[u8]);

    /// Whether there is no part at all, so that none need be looked for.
    fn is_empty(&self) -> bool;
}

/// Keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl PartStore for Nowhere {
    fn find(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _: &[u8], _: &[u8]) {}

    fn is_empty(&self) -> bool {
        true
    }
}
