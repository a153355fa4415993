//! Parallel work, if there are threads.
//!
//! One worker is the caller itself: it needs no thread, so a study of one worker runs where threads
//! are not available, as in a web page. Results do not depend on the number of workers.

use std::ops::Range;

#[cfg(not(target_family = "wasm"))]
use rayon::prelude::*;

use crate::replication::StudyError;

/// The workers.
pub(crate) struct Workers {
    /// `None` if the caller works alone.
    #[cfg(not(target_family = "wasm"))]
    pool: Option<rayon::ThreadPool>,
}

#[cfg(not(target_family = "wasm"))]
impl Workers {
    /// This number of workers; 0 for one per core.
    ///
    /// # Errors
    /// If several are requested and the system starts no threads.
    pub(crate) fn new(threads: usize) -> Result<Self, StudyError> {
        if threads == 1 {
            return Ok(Workers { pool: None });
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| StudyError::Threads { threads, reason: error.to_string() })?;
        Ok(Workers { pool: Some(pool) })
    }

    /// The result of each piece, in order; after a failure no further piece is begun.
    pub(crate) fn each<T: Send, E: Send>(
        &self,
        pieces: Range<usize>,
        work: impl Fn(usize) -> Result<T, E> + Sync + Send,
    ) -> Result<Vec<T>, E> {
        match &self.pool {
            None => pieces.map(work).collect(),
            Some(pool) => pool.install(|| pieces.into_par_iter().with_max_len(1).map(work).collect()),
        }
    }
}

#[cfg(target_family = "wasm")]
impl Workers {
    /// One, whatever the number requested.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere the system may give no threads")]
    pub(crate) fn new(_: usize) -> Result<Self, StudyError> {
        Ok(Workers {})
    }

    /// The result of each piece, in order; after a failure no further piece is begun.
    #[expect(clippy::unused_self, reason = "elsewhere there are several")]
    pub(crate) fn each<T, E>(
        &self,
        pieces: Range<usize>,
        work: impl Fn(usize) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        pieces.map(work).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn pieces_keep_their_order_however_many_work() {
        for threads in [1, 2, 5] {
            let workers = Workers::new(threads).unwrap();
            let squares: Result<Vec<usize>, ()> = workers.each(3..40, |piece| Ok(piece * piece));
            assert_eq!(squares, Ok((3..40).map(|piece| piece * piece).collect()), "{threads} threads");
        }
    }

    #[test]
    fn nothing_further_is_begun_once_a_piece_has_failed() {
        let begun = AtomicUsize::new(0);
        let found: Result<Vec<usize>, usize> = Workers::new(1).unwrap().each(0..10, |piece| {
            begun.fetch_add(1, Ordering::Relaxed);
            if piece == 3 { Err(piece) } else { Ok(piece) }
        });
        assert_eq!((found, begun.into_inner()), (Err(3), 4));
    }

    #[test]
    fn one_worker_is_the_caller() {
        let caller = std::thread::current().id();
        let found: Result<Vec<_>, ()> =
            Workers::new(1).unwrap().each(0..2, |_| Ok(std::thread::current().id()));
        assert_eq!(found, Ok(vec![caller; 2]));
    }
}
