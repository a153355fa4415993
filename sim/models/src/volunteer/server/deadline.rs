//! Deadlines (rule 3): results that were not reported in time.
//!
//! All results of an application have the same delay bound, so their deadlines pass in the order in which
//! they were sent: a queue, of which only the first needs an event. Results that are reported leave gaps in
//! the queue, which is compacted when more than half of it is gaps.

use std::collections::VecDeque;

/// A result and its deadline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Due {
    pub(super) deadline: f64,
    pub(super) result: u32,
    pub(super) serial: u32,
}

/// The results of one application that are with hosts, in order of deadline.
#[derive(Clone, Debug, Default)]
pub(super) struct Deadlines {
    line: VecDeque<Due>,
    gaps: usize,
    /// Whether an event is scheduled for the head of the line.
    pub(super) watched: bool,
}

impl Deadlines {
    /// Below this length the queue is not compacted.
    const SHORT: usize = 64;

    #[inline]
    pub(super) fn push(&mut self, due: Due) {
        self.line.push_back(due);
    }

    /// A result was reported; `is_waiting` reports which are not.
    #[inline]
    pub(super) fn reported(&mut self, is_waiting: impl Fn(&Due) -> bool) {
        self.gaps += 1;
        if self.line.len() > Self::SHORT && 2 * self.gaps > self.line.len() {
            self.line.retain(is_waiting);
            self.gaps = 0;
        }
    }

    /// Takes the first result in line if its deadline has passed or it is a gap.
    pub(super) fn pop(&mut self, now: f64, is_waiting: impl Fn(&Due) -> bool) -> Option<Due> {
        while let Some(first) = self.line.front().copied() {
            let waiting = is_waiting(&first);
            if waiting && first.deadline > now {
                return None;
            }
            self.line.pop_front();
            if waiting {
                return Some(first);
            }
            self.gaps = self.gaps.saturating_sub(1);
        }
        None
    }

    /// The deadline of the first in line.
    #[inline]
    pub(super) fn next(&self) -> Option<f64> {
        self.line.front().map(|due| due.deadline)
    }
}
