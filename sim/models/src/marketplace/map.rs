//! A map of a city: where sellers idle, and where requests are served or not.
//!
//! A grid of sums at the resolution of a picture, so its size does not depend on the number of people.

use super::space::Point;
use crate::observation::Map;

/// The number of cells along each side of a city.
const SIDE: usize = 20;

/// The sums of one city, by cell: row by row from the south, each from the west.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CityMap {
    width: f64,
    cells_per_km: f64,
    /// The end of the run: a seller who becomes idle is expected to stay so until then.
    end: f64,
    idle: Vec<u32>,
    idle_hours: Vec<f64>,
    served: Vec<u64>,
    unmet: Vec<u64>,
}

impl CityMap {
    /// A city `width` km wide, until the run ends.
    pub(super) fn new(width: f64, end: f64) -> Self {
        const CELLS: usize = SIDE * SIDE;
        CityMap {
            width,
            cells_per_km: SIDE as f64 / width,
            end,
            idle: vec![0; CELLS],
            idle_hours: vec![0.0; CELLS],
            served: vec![0; CELLS],
            unmet: vec![0; CELLS],
        }
    }

    pub(super) fn becomes_idle(&mut self, at: Point, now: f64) {
        let cell = self.cell(at);
        self.idle[cell] += 1;
        self.idle_hours[cell] += self.end - now;
    }

    pub(super) fn is_idle_no_more(&mut self, at: Point, now: f64) {
        let cell = self.cell(at);
        self.idle[cell] = self.idle[cell].saturating_sub(1);
        self.idle_hours[cell] -= self.end - now;
    }

    /// A request from this place is served.
    pub(super) fn serves(&mut self, at: Point) {
        let cell = self.cell(at);
        self.served[cell] += 1;
    }

    /// A request from this place ends unserved.
    pub(super) fn misses(&mut self, at: Point) {
        let cell = self.cell(at);
        self.unmet[cell] += 1;
    }

    /// The warm-up is over.
    pub(super) fn forget(&mut self, now: f64) {
        self.served.fill(0);
        self.unmet.fill(0);
        for (hours, idle) in self.idle_hours.iter_mut().zip(&self.idle) {
            *hours = f64::from(*idle) * (self.end - now);
        }
    }

    /// What a figure needs, over this length of time.
    pub(super) fn observed(&self, place: &str, time: f64) -> Map {
        // Differences of large sums may end a little below zero.
        let mean = |hours: &f64| (hours / time).max(0.0);
        Map {
            place: place.to_owned(),
            width: self.width,
            side: SIDE,
            supply: self.idle_hours.iter().map(mean).collect(),
            served: self.served.clone(),
            unmet: self.unmet.clone(),
        }
    }

    fn cell(&self, at: Point) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
        let index = |along: f64| ((along * self.cells_per_km) as u32 as usize).min(SIDE - 1);
        index(at.y) * SIDE + index(at.x)
    }
}
