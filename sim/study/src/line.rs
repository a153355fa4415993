//! A queue of pieces of work for several workers, whose results leave in order.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The queue. The result of a piece waits until those of all earlier pieces have left.
pub(crate) struct Line<T, E, F> {
    end: usize,
    /// The next piece that is not taken.
    next: AtomicUsize,
    has_failed: AtomicBool,
    exit: Mutex<Exit<T, E, F>>,
}

struct Exit<T, E, F> {
    /// The next piece whose result leaves.
    next: usize,
    waiting: BTreeMap<usize, T>,
    then: F,
    /// The first piece that failed, and why.
    failed: Option<(usize, E)>,
}

impl<T, E, F: FnMut(usize, T)> Line<T, E, F> {
    pub(crate) fn new(pieces: Range<usize>, then: F) -> Self {
        let exit = Exit { next: pieces.start, waiting: BTreeMap::new(), then, failed: None };
        Line {
            end: pieces.end,
            next: AtomicUsize::new(pieces.start),
            has_failed: AtomicBool::new(false),
            exit: Mutex::new(exit),
        }
    }

    /// The next piece to work on, unless all are taken or one has failed.
    pub(crate) fn next(&self) -> Option<usize> {
        if self.has_failed.load(Ordering::Relaxed) {
            return None;
        }
        Some(self.next.fetch_add(1, Ordering::Relaxed)).filter(|piece| *piece < self.end)
    }

    /// Accepts the result of a piece.
    pub(crate) fn arrive(&self, piece: usize, gave: Result<T, E>) {
        let mut exit = self.exit.lock().unwrap_or_else(PoisonError::into_inner);
        match gave {
            Ok(given) => exit.arrive(piece, given),
            Err(error) => {
                self.has_failed.store(true, Ordering::Relaxed);
                if exit.failed.as_ref().is_none_or(|(first, _)| piece < *first) {
                    exit.failed = Some((piece, error));
                }
            }
        }
    }

    /// The error of the first piece that failed, if one did.
    pub(crate) fn end(self) -> Result<(), E> {
        let exit = self.exit.into_inner().unwrap_or_else(PoisonError::into_inner);
        exit.failed.map_or(Ok(()), |(_, error)| Err(error))
    }
}

impl<T, E, F: FnMut(usize, T)> Exit<T, E, F> {
    fn arrive(&mut self, piece: usize, given: T) {
        self.waiting.insert(piece, given);
        while let Some(given) = self.waiting.remove(&self.next) {
            (self.then)(self.next, given);
            self.next += 1;
        }
    }
}
