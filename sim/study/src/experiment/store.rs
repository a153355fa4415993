//! The store of finished parts of an experiment.

/// A store of parts. An implementation keeps a part as a whole or not at all.
pub trait PartStore: Sync {
    /// The part with this key, if it is there and complete.
    fn find(&self, key: &[u8]) -> Option<Vec<u8>>;

    /// Keeps a part. After a failure the part is missing and will be made again; the experiment
    /// goes on.
    fn keep(&self, key: &[u8], bytes: &[u8]);

    /// Whether the store is empty, so that there is no need to look up parts.
    fn is_empty(&self) -> bool;
}

/// A store that keeps no parts.
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
