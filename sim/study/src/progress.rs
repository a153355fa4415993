//! Telling how far a long study has come.

/// Hears of finished work. Called from several threads at once.
pub trait Progress: Sync {
    /// So many more pieces of work are to come.
    fn expect(&self, pieces: u64);

    /// One of them is done.
    fn done(&self);
}

/// Says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn expect(&self, _: u64) {}
    fn done(&self) {}
}
