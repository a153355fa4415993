//! The people in one cell: a few stored in place, the others elsewhere.

use super::Point;

/// A person at a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) slot: u32,
    pub(super) at: Point,
}

/// The number stored in place: two are expected, and four fit two cache lines.
const AT_HAND: usize = 4;

/// A place that is further than any radius.
const NOWHERE: f64 = f64::INFINITY;

/// People in any order. Those stored in place are arranged by coordinate, so that a search measures all four
/// at once without a test for how many there are: an empty place is infinitely far away.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    x: [f64; AT_HAND],
    y: [f64; AT_HAND],
    slots: [u32; AT_HAND],
    len: u32,
    crowd: Vec<Entry>,
}

impl Default for Cell {
    fn default() -> Self {
        Cell { x: [NOWHERE; AT_HAND], y: [NOWHERE; AT_HAND], slots: [0; AT_HAND], len: 0, crowd: Vec::new() }
    }
}

impl Cell {
    #[inline]
    pub(super) fn push(&mut self, entry: Entry) {
        let place = self.len as usize;
        if place < AT_HAND {
            self.put(place, entry);
        } else {
            self.crowd.push(entry);
        }
        self.len += 1;
    }

    /// Removes a slot; returns whether it was here.
    #[inline]
    pub(super) fn remove(&mut self, slot: u32) -> bool {
        let at_hand = (self.len as usize).min(AT_HAND);
        let place = self.slots[..at_hand].iter().position(|&other| other == slot);
        if let Some(place) = place {
            if let Some(last) = self.crowd.pop() {
                self.put(place, last);
            } else {
                self.put(place, self.entry(at_hand - 1));
                self.put(at_hand - 1, Entry { slot: 0, at: Point { x: NOWHERE, y: NOWHERE } });
            }
        } else {
            let Some(place) = self.crowd.iter().position(|entry| entry.slot == slot) else { return false };
            self.crowd.swap_remove(place);
        }
        self.len -= 1;
        true
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        let at_hand = (0..AT_HAND.min(self.len as usize)).map(|place| self.entry(place));
        at_hand.chain(self.crowd.iter().copied())
    }

    /// Calls `visit` with each person whose squared distance is at most `reach`, and with that distance;
    /// `visit` returns how far to search from then on.
    #[inline]
    pub(super) fn each_within(
        &self,
        mut reach: f64,
        squared: impl Fn(Point) -> f64,
        mut visit: impl FnMut(u32, f64) -> f64,
    ) -> f64 {
        // Measured together, without branches: most cells have no person within reach.
        let mut far = [0.0; AT_HAND];
        for ((far, &x), &y) in far.iter_mut().zip(&self.x).zip(&self.y) {
            *far = squared(Point { x, y });
        }
        if far.map(|far| far <= reach).into_iter().fold(false, |any, is_near| any | is_near) {
            for (far, &slot) in far.into_iter().zip(&self.slots) {
                if far <= reach {
                    reach = visit(slot, far);
                }
            }
        }
        if self.len as usize > AT_HAND {
            for entry in &self.crowd {
                let far = squared(entry.at);
                if far <= reach {
                    reach = visit(entry.slot, far);
                }
            }
        }
        reach
    }

    fn entry(&self, place: usize) -> Entry {
        Entry { slot: self.slots[place], at: Point { x: self.x[place], y: self.y[place] } }
    }

    fn put(&mut self, place: usize, entry: Entry) {
        (self.x[place], self.y[place], self.slots[place]) = (entry.at.x, entry.at.y, entry.slot);
    }
}
