//! Where buyers and sellers are matched: a map, or a queue without distances.

mod cell;
mod grid;
mod line;
#[cfg(test)]
mod tests;

use bazaar_engine::Rng;

pub(super) use grid::{Grid, Point};
pub(super) use line::Line;

/// A candidate for a match, and the distance in kilometres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) slot: u32,
    pub(super) distance: f64,
}

/// The sellers who are idle and the requests that wait, in one city.
#[derive(Clone, Debug)]
pub(super) enum Floor {
    /// Without distance.
    Line(Line),
    /// With it.
    Map { idle: Grid, waiting: Grid, radius: f64 },
}

impl Floor {
    /// Up to `choices` idle sellers who could serve a buyer at `at`, the nearest first.
    pub(super) fn idle_near<R: Rng>(
        &self,
        at: Point,
        choices: usize,
        fits: impl Fn(u32) -> bool,
        rng: &mut R,
        found: &mut Vec<Found>,
    ) {
        found.clear();
        match self {
            Floor::Line(line) => line.some_idle(choices, fits, rng, found),
            Floor::Map { idle, radius, .. } => idle.nearest(at, *radius, choices, fits, found),
        }
    }

    /// The request that a seller at `at` would serve next: the nearest, or the first in line.
    pub(super) fn waiting_near(
        &self,
        at: Point,
        fits: impl Fn(u32) -> bool,
        found: &mut Vec<Found>,
    ) -> Option<Found> {
        match self {
            Floor::Line(line) => line.first_waiting(fits).map(|slot| Found { slot, distance: 0.0 }),
            Floor::Map { waiting, radius, .. } => {
                found.clear();
                waiting.nearest(at, *radius, 1, fits, found);
                found.first().copied()
            }
        }
    }

    pub(super) fn becomes_idle(&mut self, seller: u32, at: Point) {
        match self {
            Floor::Line(line) => line.becomes_idle(seller),
            Floor::Map { idle, .. } => idle.insert(seller, at),
        }
    }

    pub(super) fn is_idle_no_more(&mut self, seller: u32, at: Point) {
        match self {
            Floor::Line(line) => line.is_idle_no_more(seller),
            Floor::Map { idle, .. } => idle.remove(seller, at),
        }
    }

    pub(super) fn waits(&mut self, request: u32, at: Point) {
        match self {
            Floor::Line(line) => line.waits(request),
            Floor::Map { waiting, .. } => waiting.insert(request, at),
        }
    }

    pub(super) fn waits_no_more(&mut self, request: u32, at: Point) {
        match self {
            Floor::Line(line) => line.waits_no_more(request),
            Floor::Map { waiting, .. } => waiting.remove(request, at),
        }
    }
}
