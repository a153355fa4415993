//! Who is nearest: a square cut into cells.
//!
//! People are spread evenly and come and go all the time, so equal cells with a
//! few people each are hard to beat: coming and going touches one cell, and a
//! search looks at the cells around a point ring by ring until no cell further
//! out can hold anybody nearer. When there are more than four people to a cell, or
//! fewer than one to two, the city is cut anew; no answer depends on how.

use super::Found;
use super::cell::{Cell, Entry};

/// A place, in kilometres from a corner of the city.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::marketplace) struct Point {
    pub(in crate::marketplace) x: f64,
    pub(in crate::marketplace) y: f64,
}

/// Slots by place.
#[derive(Clone, Debug)]
pub(in crate::marketplace) struct Grid {
    width: f64,
    /// Whether opposite edges are joined.
    is_torus: bool,
    per_km: f64,
    side: usize,
    cells: Vec<Cell>,
    len: usize,
}

impl Grid {
    /// The longest side: a million cells.
    const MOST: usize = 1024;

    /// A city `width` km wide, with nobody in it.
    pub(in crate::marketplace) fn new(width: f64, is_torus: bool) -> Self {
        Grid { width, is_torus, per_km: 1.0 / width, side: 1, cells: vec![Cell::default()], len: 0 }
    }

    pub(in crate::marketplace) fn insert(&mut self, slot: u32, at: Point) {
        let cell = self.cell(at);
        self.cells[cell].push(Entry { slot, at });
        self.len += 1;
        if self.len > 4 * self.cells.len() && self.side < Self::MOST {
            self.cut(2 * self.side);
        }
    }

    /// Takes out a slot that was put in at this very place.
    pub(in crate::marketplace) fn remove(&mut self, slot: u32, at: Point) {
        let cell = self.cell(at);
        if self.cells[cell].remove(slot) {
            self.len -= 1;
        }
        if 2 * self.len < self.cells.len() && self.side > 1 {
            self.cut(self.side / 2);
        }
    }

    /// Cuts the city anew, into `side` times `side` cells.
    fn cut(&mut self, side: usize) {
        let cells = std::mem::replace(&mut self.cells, vec![Cell::default(); side * side]);
        self.side = side;
        self.per_km = side as f64 / self.width;
        for entry in cells.iter().flat_map(Cell::entries) {
            let cell = self.cell(entry.at);
            self.cells[cell].push(*entry);
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
        let to_edge = self.to_edge(at.x, column).min(self.to_edge(at.y, row));
        let last = if self.is_torus { self.side / 2 } else { self.side - 1 };
        for ring in 0..=last {
            // Nobody in this ring or beyond is nearer than this.
            let nearest = if ring == 0 { 0.0 } else { to_edge + (ring - 1) as f64 / self.per_km };
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
                    self.cells[row * self.side + column].each(&mut visit);
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

    /// How far it is from a place to the nearer edge of its column or row; a little less, for
    /// an edge is known to within rounding only.
    fn to_edge(&self, along: f64, index: usize) -> f64 {
        let (low, high) = (index as f64 / self.per_km, (index + 1) as f64 / self.per_km);
        ((along - low).min(high - along) - 1e-9 * self.width).max(0.0)
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
