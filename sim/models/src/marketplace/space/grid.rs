//! Nearest neighbours: a square divided into cells.
//!
//! People are spread evenly and come and go all the time, so a uniform grid with a few people to a cell is
//! hard to beat: adding and removing touches one cell, and a search visits the cells around a point ring by
//! ring until no cell further out can contain a nearer person. With more than four people to a cell, or fewer
//! than one to two cells, the grid is rebuilt; results do not depend on it.

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
    /// The distance around a torus; infinite if edges are not joined.
    around: f64,
    per_km: f64,
    side: usize,
    cells: Vec<Cell>,
    len: usize,
}

impl Grid {
    /// The most cells along a side: a million cells in all.
    const MOST: usize = 1024;

    /// An empty grid for a city `width` km wide.
    pub(in crate::marketplace) fn new(width: f64, is_torus: bool) -> Self {
        let around = if is_torus { width } else { f64::INFINITY };
        Grid { width, is_torus, around, per_km: 1.0 / width, side: 1, cells: vec![Cell::default()], len: 0 }
    }

    pub(in crate::marketplace) fn insert(&mut self, slot: u32, at: Point) {
        let cell = self.cell(at);
        self.cells[cell].push(Entry { slot, at });
        self.len += 1;
        if self.len > 4 * self.cells.len() && self.side < Self::MOST {
            self.cut(2 * self.side);
        }
    }

    /// Removes a slot that was added at exactly this place.
    pub(in crate::marketplace) fn remove(&mut self, slot: u32, at: Point) {
        let cell = self.cell(at);
        if self.cells[cell].remove(slot) {
            self.len -= 1;
        }
        if 2 * self.len < self.cells.len() && self.side > 1 {
            self.cut(self.side / 2);
        }
    }

    /// Rebuilds the grid with `side` times `side` cells.
    fn cut(&mut self, side: usize) {
        let cells = std::mem::replace(&mut self.cells, vec![Cell::default(); side * side]);
        self.side = side;
        self.per_km = side as f64 / self.width;
        for entry in cells.iter().flat_map(Cell::entries) {
            let cell = self.cell(entry.at);
            self.cells[cell].push(entry);
        }
    }

    /// Adds to `found` up to `most` slots that fit, within `radius`, the nearest first. Ties are broken by
    /// the lower slot, so the order of insertion does not matter.
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
        let cell = self.width / self.side as f64;
        let to_edge = self.to_edge(at.x, column, cell).min(self.to_edge(at.y, row, cell));
        let last = if self.is_torus { self.side / 2 } else { self.side - 1 };
        // All distances are squared until the end, since order does not need the root. Only empty places are
        // infinitely far away.
        let mut reach = (radius * radius).min(f64::MAX);
        let squared = |place: Point| self.squared(at, place);
        for ring in 0..=last {
            // All people in this ring or beyond are at least this far away.
            let nearest = if ring == 0 { 0.0 } else { to_edge + (ring - 1) as f64 * cell };
            if nearest * nearest > reach {
                break;
            }
            self.each_in_ring(column, row, ring, |cell| {
                reach = cell.each_within(reach, squared, |slot, distance| {
                    let one = Found { slot, distance };
                    // Whether a person fits may take long to compute, so this test is last.
                    if ranks(found, most, &one) && fits(slot) {
                        rank(found, most, one);
                    }
                    match found.last() {
                        Some(worst) if found.len() == most => worst.distance,
                        _ => reach,
                    }
                });
            });
        }
        for one in found {
            one.distance = one.distance.sqrt();
        }
    }

    pub(in crate::marketplace) fn distance(&self, one: Point, other: Point) -> f64 {
        self.squared(one, other).sqrt()
    }

    /// The square of the distance.
    #[inline]
    fn squared(&self, one: Point, other: Point) -> f64 {
        let apart = |one: f64, other: f64| {
            let straight = (one - other).abs();
            let across_an_edge = self.around - straight;
            if straight < across_an_edge { straight } else { across_an_edge }
        };
        let (x, y) = (apart(one.x, other.x), apart(one.y, other.y));
        x * x + y * y
    }

    /// Visits the cells at `ring` cells from a cell, each once.
    #[inline]
    fn each_in_ring(&self, column: usize, row: usize, ring: usize, mut visit: impl FnMut(&Cell)) {
        let is_inside = |along: usize| along >= ring && along + ring < self.side;
        if !is_inside(column) || !is_inside(row) {
            return self.each_across_edges(column, row, ring, visit);
        }
        let (first, last) = (column - ring, column + ring);
        let mut whole = |row: usize| {
            self.cells[row * self.side + first..=row * self.side + last].iter().for_each(&mut visit);
        };
        whole(row - ring);
        if ring > 0 {
            whole(row + ring);
            for row in row - ring + 1..row + ring {
                visit(&self.cells[row * self.side + first]);
                visit(&self.cells[row * self.side + last]);
            }
        }
    }

    /// The same where the ring touches an edge.
    #[cold]
    fn each_across_edges(&self, column: usize, row: usize, ring: usize, mut visit: impl FnMut(&Cell)) {
        let (begin, end) = (self.before(row, ring), self.after(row, ring));
        let mut line = |row: usize, is_whole: bool| {
            let cells = &self.cells[row * self.side..(row + 1) * self.side];
            let (first, last) = (self.before(column, ring), self.after(column, ring));
            if !is_whole {
                first.iter().chain(&last).for_each(|&column| visit(&cells[column]));
            } else if !self.is_torus {
                let (first, last) = (column.saturating_sub(ring), (column + ring).min(self.side - 1));
                cells[first..=last].iter().for_each(&mut visit);
            } else {
                let around = (0..=2 * ring).take(self.side);
                around.for_each(|offset| visit(&cells[(column + self.side - ring + offset) % self.side]));
            }
        };
        for row in begin.iter().chain(&end) {
            line(*row, true);
        }
        for offset in 1..ring {
            let (before, after) = (self.before(row, offset), self.after(row, offset));
            before.iter().chain(&after).for_each(|&row| line(row, false));
        }
        if ring > 0 {
            line(row, false);
        }
    }

    /// The column or row this many before one, if there is one.
    #[inline]
    fn before(&self, from: usize, offset: usize) -> Option<usize> {
        if self.is_torus { Some((from + self.side - offset) % self.side) } else { from.checked_sub(offset) }
    }

    /// The one as many after it, if there is one and it is another.
    #[inline]
    fn after(&self, from: usize, offset: usize) -> Option<usize> {
        if self.is_torus {
            // Halfway around, what is before and what is after are one.
            (offset > 0 && 2 * offset < self.side).then(|| (from + offset) % self.side)
        } else {
            Some(from + offset).filter(|&after| offset > 0 && after < self.side)
        }
    }
    /// How far it is from a place to the nearer edge of its column or row; a little less, for
    /// an edge is known to within rounding only.
    fn to_edge(&self, along: f64, index: usize, cell: f64) -> f64 {
        let (low, high) = (index as f64 * cell, (index + 1) as f64 * cell);
        ((along - low).min(high - along) - 1e-9 * self.width).max(0.0)
    }

    fn cell(&self, at: Point) -> usize {
        self.index(at.y) * self.side + self.index(at.x)
    }

    fn index(&self, along: f64) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
        let index = (along * self.per_km) as u32;
        (index as usize).min(self.side - 1)
    }
}

/// Whether one is nearer than another, or as near with a lower slot.
#[inline]
fn is_nearer(one: &Found, than: &Found) -> bool {
    one.distance < than.distance || one.distance <= than.distance && one.slot < than.slot
}

/// Whether a person is among the nearest so far.
fn ranks(found: &[Found], most: usize, one: &Found) -> bool {
    found.len() < most || found.last().is_some_and(|worst| is_nearer(one, worst))
}

/// Inserts a person by rank.
#[inline]
fn rank(found: &mut Vec<Found>, most: usize, one: Found) {
    if found.len() == most {
        found.pop();
    }
    let mut place = found.len();
    found.push(one);
    while place > 0 && is_nearer(&one, &found[place - 1]) {
        found[place] = found[place - 1];
        place -= 1;
    }
    found[place] = one;
}
