//! Where finished parts of an experiment are kept.

/// A store of parts. A part is there as a whole or not at all: whoever implements this sees to it.
pub trait PartStore: Sync {
    /// The part that was kept under this key, if it is there and whole.
    fn find(&self, key: &[u8]) -> Option<Vec<u8>>;

    /// Keeps a part.
    ///
    /// # Errors
    /// If it cannot; then it is not there.
    fn keep(&self, key: &[u8], bytes: &[u8]) -> Result<(), StoreError>;

    /// Whether there is no part at all, so that none need be looked for.
    fn is_empty(&self) -> bool;
}

/// Why a part could not be kept.
#[derive(Debug, thiserror::Error)]
#[error("a finished part cannot be kept")]
pub struct StoreError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl PartStore for Nowhere {
    fn find(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _: &[u8], _: &[u8]) -> Result<(), StoreError> {
        Ok(())
    }

    fn is_empty(&self) -> bool {
        true
    }
}
