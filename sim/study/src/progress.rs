//! Progress of a study.

/// Receives progress. Called from several threads at once.
pub trait Progress: Sync {
    /// Announces further pieces of work.
    fn expect(&self, pieces: u64);

    /// Reports one piece as done.
    fn done(&self);
}

/// Ignores progress.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn expect(&self, _: u64) {}
    fn done(&self) {}
}
