//! The people in one cell: a few at hand, the rest of a crowd elsewhere.

use super::Point;

/// Somebody at a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) slot: u32,
    pub(super) at: Point,
}

/// How many are at hand: two are expected, and four fit two cache lines.
const AT_HAND: usize = 4;

/// People in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    at_hand: [Entry; AT_HAND],
    len: usize,
    crowd: Vec<Entry>,
}

impl Cell {
    #[inline]
    pub(super) fn push(&mut self, entry: Entry) {
        match self.at_hand.get_mut(self.len) {
            Some(place) => *place = entry,
            None => self.crowd.push(entry),
        }
        self.len += 1;
    }

    /// Takes out a slot; whether it was here.
    #[inline]
    pub(super) fn remove(&mut self, slot: u32) -> bool {
        let Some(place) = self.entries().position(|entry| entry.slot == slot) else { return false };
        self.len -= 1;
        let last = self.crowd.pop().unwrap_or(self.at_hand[self.len.min(AT_HAND - 1)]);
        if let Some(hole) = self.at_hand.get_mut(place) {
            *hole = last;
        } else if let Some(hole) = self.crowd.get_mut(place - AT_HAND) {
            *hole = last;
        }
        true
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.at_hand.iter().take(self.len).chain(&self.crowd)
    }

    /// Calls `visit` with everybody: faster than a chained iterator.
    #[inline]
    pub(super) fn each(&self, mut visit: impl FnMut(&Entry)) {
        for entry in &self.at_hand[..self.len.min(AT_HAND)] {
            visit(entry);
        }
        if self.len > AT_HAND {
            self.crowd.iter().for_each(visit);
        }
    }
}
