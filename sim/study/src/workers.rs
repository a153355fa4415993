//! Parallel work, if there are threads.
//!
//! One worker is the caller itself: it needs no thread, so a study of one worker runs where threads
//! are not available, as in a web page. Results do not depend on the number of workers: pieces are
//! handed over in order, each as soon as it and all before it are done.

use std::ops::Range;

#[cfg(not(target_family = "wasm"))]
use crate::line::Line;
use crate::replication::StudyError;

/// The workers.
pub(crate) struct Workers {
    /// `None` if the caller works alone.
    #[cfg(not(target_family = "wasm"))]
    pool: Option<rayon::ThreadPool>,
}

impl Workers {
    /// This number of workers; 0 for one per core.
    ///
    /// # Errors
    /// If several are requested and the system starts no threads.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn new(threads: usize) -> Result<Self, StudyError> {
        if threads == 1 {
            return Ok(Workers { pool: None });
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| StudyError::Threads { threads, reason: error.to_string() })?;
        Ok(Workers { pool: Some(pool) })
    }

    /// One, whatever the number requested.
    #[cfg(target_family = "wasm")]
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere the system may give no threads")]
    pub(crate) fn new(_: usize) -> Result<Self, StudyError> {
        Ok(Workers {})
    }

    /// Passes the result of each piece to `then`, in order; after a failure no further piece is
    /// begun.
    ///
    /// # Errors
    /// That of the first piece that failed.
    pub(crate) fn each<T: Send, E: Send>(
        &self,
        pieces: Range<usize>,
        work: impl Fn(usize) -> Result<T, E> + Sync,
        mut then: impl FnMut(usize, T) + Send,
    ) -> Result<(), E> {
        #[cfg(not(target_family = "wasm"))]
        if let Some(pool) = &self.pool {
            let line = Line::new(pieces, then);
            pool.broadcast(|_| {
                while let Some(piece) = line.next() {
                    line.arrive(piece, work(piece));
                }
            });
            return line.end();
        }
        for piece in pieces {
            then(piece, work(piece)?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn pieces_are_handed_over_in_their_order_however_many_work() {
        for threads in [1, 2, 5] {
            let mut seen = Vec::new();
            // The first takes longest.
            let work = |piece: usize| {
                std::thread::sleep(std::time::Duration::from_millis(if piece == 3 { 20 } else { 0 }));
                Ok(piece * piece)
            };
            let done: Result<(), ()> =
                Workers::new(threads).unwrap().each(3..40, work, |piece, square| seen.push((piece, square)));
            assert_eq!(done, Ok(()));
            assert_eq!(
                seen,
                (3..40).map(|piece| (piece, piece * piece)).collect::<Vec<_>>(),
                "{threads} threads"
            );
        }
    }

    #[test]
    fn nothing_further_is_begun_once_a_piece_has_failed() {
        let begun = AtomicUsize::new(0);
        for threads in [1, 2] {
            begun.store(0, Ordering::Relaxed);
            let mut seen = Vec::new();
            let work = |piece| {
                begun.fetch_add(1, Ordering::Relaxed);
                if piece == 3 { Err(piece) } else { Ok(()) }
            };
            let found = Workers::new(threads).unwrap().each(0..10_000, work, |piece, ()| seen.push(piece));
            assert_eq!((found, seen), (Err(3), vec![0, 1, 2]));
            assert!(threads > 1 || begun.load(Ordering::Relaxed) == 4);
            assert!(begun.load(Ordering::Relaxed) < 10_000);
        }
    }

    #[test]
    fn one_worker_is_the_caller() {
        let caller = std::thread::current().id();
        let mut seen = Vec::new();
        let work = |_| Ok(std::thread::current().id());
        let done: Result<(), ()> = Workers::new(1).unwrap().each(0..2, work, |_, worker| seen.push(worker));
        assert_eq!((done, seen), (Ok(()), vec![caller; 2]));
    }
}
