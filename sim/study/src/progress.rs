//! Progress of a study.

use bazaar_models::observation::Observation;

/// Receives progress. Called from several threads at once.
pub trait Progress: Sync {
    /// Announces further pieces of work.
    fn expect(&self, pieces: u64);

    /// Reports one piece as done.
    fn done(&self);

    /// Receives the observation of the next replication of a run, or of the next batch of one long
    /// run, in order.
    fn seen(&self, _: &Observation) {}
}

/// Ignores progress.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn expect(&self, _: u64) {}
    fn done(&self) {}
}

/// Passes on progress, but no observations: for runs that are made for another study.
pub(crate) struct Unseen<'a>(pub(crate) &'a dyn Progress);

impl Progress for Unseen<'_> {
    fn expect(&self, pieces: u64) {
        self.0.expect(pieces);
    }

    fn done(&self) {
        self.0.done();
    }
}
