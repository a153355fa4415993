//! The reference event list: a `BinaryHeap`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An event in the most direct representation.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Timed {
    time: f64,
    event: u32,
}

impl Eq for Timed {}

impl PartialOrd for Timed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.time.total_cmp(&other.time).then(self.event.cmp(&other.event))
    }
}

/// The pending events.
#[derive(Debug, Default)]
pub(super) struct Pending(BinaryHeap<Reverse<Timed>>);

impl Pending {
    pub(super) fn push(&mut self, time: f64, event: u32) {
        self.0.push(Reverse(Timed { time, event }));
    }

    /// The next event, if it is due by `end`.
    pub(super) fn pop_until(&mut self, end: f64) -> Option<(f64, u32)> {
        let Reverse(Timed { time, .. }) = self.0.peek()?;
        if *time > end {
            return None;
        }
        self.0.pop().map(|Reverse(timed)| (timed.time, timed.event))
    }
}
