//! Who is nearest: a square cut into cells.
//!
//! People are spread evenly and come and go all the time, so equal cells with a
//! few people each are hard to beat: coming and going touches one cell, and a
//! search looks at the cells around a point ring by ring until no cell further
//! out can hold anybody nearer.

use super::Found;

/// A place, in kilometres from a corner of the city.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::marketplace) struct Point {
    pub(in crate::marketplace) x: f64,
    pub(in crate::marketplace) y: f64,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    slot: u32,
    at: Point,
}

/// Slots by place.
#[derive(Clone, Debug)]
pub(in crate::marketplace) struct Grid {
    width: f64,
    /// Whether opposite edges are joined.
    is_torus: bool,
    per_km: f64,
    side: usize,
    cells: Vec<Vec<Entry>>,
    len: usize,
}

impl Grid {
    /// The longest side: a million cells.
    const MOST: usize = 1000;

    /// A city `width` km wide, with cells for about `people` who are there at once.
    pub(in crate::marketplace) fn new(width: f64, is_torus: bool, people: u32) -> Self {
        // Two people to a cell: fewer make rings long, more make cells long.
        let wanted = f64::from(people / 2).sqrt();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 46,341")]
        let side = (wanted as usize).clamp(1, Self::MOST);
        let per_km = side as f64 / width;
        Grid { width, is_torus, per_km, side, cells: vec![Vec::new(); side * side], len: 0 }
    }

    pub(in crate::marketplace) fn insert(&mut self, slot: u32, at: Point) {
        let cell = self.cell(at);
        self.cells[cell].push(Entry { slot, at });
        self.len += 1;
    }

    /// Takes out a slot that was put in at this very place.
    pub(in crate::marketplace) fn remove(&mut self, slot: u32, at: Point) {
        let cell = self.cell(at);
        if let Some(place) = self.cells[cell].iter().position(|entry| entry.slot == slot) {
            self.cells[cell].swap_remove(place);
            self.len -= 1;
        }
    }

    /// Adds to `found` up to `most` slots that fit, within `radius`, the nearest first.
    /// At equal distance the lower slot comes first, so the order of coming does not matter.
    pub(in crate::marketplace) fn nearest(
        &self,
        at: Point,
        radius: f64,
        most: usize,
        fits: impl Fn(u32) -> bool,
        found: &mut Vec<Found>,
    ) {
        if self.len == 0 {
            return;
        }
        let (column, row) = (self.index(at.x), self.index(at.y));
        let last = if self.is_torus { self.side / 2 } else { self.side - 1 };
        for ring in 0..=last {
            // Nobody in this ring or beyond is nearer than this.
            let nearest = ring.saturating_sub(1) as f64 / self.per_km;
            let is_full = found.len() == most;
            if nearest > radius || is_full && found.last().is_some_and(|worst| worst.distance < nearest) {
                return;
            }
            self.each_in_ring(column, row, ring, |entry| {
                let one = Found { slot: entry.slot, distance: self.distance(at, entry.at) };
                // Whether somebody fits may take long to find out, so it is asked last.
                if one.distance <= radius && ranks(found, most, &one) && fits(one.slot) {
                    rank(found, most, one);
                }
            });
        }
    }

    pub(in crate::marketplace) fn distance(&self, one: Point, other: Point) -> f64 {
        let apart = |one: f64, other: f64| {
            let straight = (one - other).abs();
            if self.is_torus { straight.min(self.width - straight) } else { straight }
        };
        let (x, y) = (apart(one.x, other.x), apart(one.y, other.y));
        (x * x + y * y).sqrt()
    }

    /// Visits the cells at `ring` cells from a cell, each once.
    fn each_in_ring(&self, column: usize, row: usize, ring: usize, mut visit: impl FnMut(&Entry)) {
        // Halfway around a torus of even side the two edges of a ring are one.
        let meets_itself = self.is_torus && ring > 0 && 2 * ring == self.side;
        let reach = |from: usize, offset: usize, forward: bool| -> Option<usize> {
            let place = if forward { from.checked_add(offset) } else { from.checked_sub(offset) };
            match place {
                Some(place) if place < self.side => Some(place),
                Some(place) => self.is_torus.then(|| place - self.side),
                None => self.is_torus.then(|| from + self.side - offset),
            }
        };
        let mut line = |row: Option<usize>, whole: bool| {
            let Some(row) = row else { return };
            let mut cell = |column: Option<usize>| {
                if let Some(column) = column {
                    self.cells[row * self.side + column].iter().for_each(&mut visit);
                }
            };
            if whole {
                cell(Some(column));
                for offset in 1..ring {
                    cell(reach(column, offset, true));
                    cell(reach(column, offset, false));
                }
            }
            if ring > 0 {
                cell(reach(column, ring, true));
                if !meets_itself {
                    cell(reach(column, ring, false));
                }
            }
        };
        if ring == 0 {
            line(Some(row), true);
            return;
        }
        line(Some(row), false);
        for offset in 1..ring {
            line(reach(row, offset, true), false);
            line(reach(row, offset, false), false);
        }
        line(reach(row, ring, true), true);
        if !meets_itself {
            line(reach(row, ring, false), true);
        }
    }

    fn cell(&self, at: Point) -> usize {
        self.index(at.y) * self.side + self.index(at.x)
    }

    fn index(&self, along: f64) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
        let index = (along * self.per_km) as usize;
        index.min(self.side - 1)
    }
}

/// Whether somebody is nearer than another, or as near with a lower slot.
fn is_nearer(one: &Found, than: &Found) -> bool {
    one.distance < than.distance || one.distance <= than.distance && one.slot < than.slot
}

/// Whether somebody is among the nearest so far.
fn ranks(found: &[Found], most: usize, one: &Found) -> bool {
    found.len() < most || found.last().is_some_and(|worst| is_nearer(one, worst))
}

/// Puts somebody who ranks where they belong.
fn rank(found: &mut Vec<Found>, most: usize, one: Found) {
    found.truncate(most - 1);
    let place = found.partition_point(|other| is_nearer(other, &one));
    found.insert(place, one);
}
