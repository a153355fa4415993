//! Equal bins of a range, and the bin of a value.

use super::ShapeError;

/// `bins` equal bins of `low..high`. Bin `i` is `edge(i) <= value < edge(i + 1)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grid {
    low: f64,
    high: f64,
    width: f64,
    per_unit: f64,
    bins: u32,
}

impl Grid {
    pub(super) fn new(low: f64, high: f64, bins: usize) -> Result<Self, ShapeError> {
        if bins == 0 {
            return Err(ShapeError::NoBins);
        }
        // Half as wide as `usize`, which converts to and from floats several times faster.
        let bins = u32::try_from(bins).map_err(|_| ShapeError::Range { low, high })?;
        let width = (high - low) / f64::from(bins);
        let grid = Grid { low, high, width, per_unit: 1.0 / width, bins };
        // Edges coincide first where the floats are sparsest: at the ends.
        let distinct = low < grid.edge(1) && grid.edge(bins - 1) < high;
        if distinct && width.is_finite() && grid.per_unit.is_finite() {
            Ok(grid)
        } else {
            Err(ShapeError::Range { low, high })
        }
    }

    pub(super) const fn low(&self) -> f64 {
        self.low
    }

    pub(super) const fn high(&self) -> f64 {
        self.high
    }

    pub(super) const fn width(&self) -> f64 {
        self.width
    }

    /// The lower edge of bin `index`; for `index == bins`, the end of the range.
    #[inline]
    pub(super) fn edge(&self, index: u32) -> f64 {
        if index >= self.bins { self.high } else { self.low + self.width * f64::from(index) }
    }

    /// The bin of `value`, which lies in `low..=high`; the end belongs to the last bin.
    ///
    /// Multiplying is fast, but may be off by one next to an edge. So the result
    /// is compared with the edges; otherwise a value could lie outside its bin.
    #[inline]
    pub(super) fn index(&self, value: f64) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "a cast from float saturates")]
        let guess = ((value - self.low) * self.per_unit) as u32;
        let mut index = guess.min(self.bins - 1);
        while value < self.edge(index) && index > 0 {
            index -= 1;
        }
        while index + 1 < self.bins && value >= self.edge(index + 1) {
            index += 1;
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edge_and_its_neighbours_fall_into_the_right_part() {
        for (low, high, bins) in [(0.0, 1.0, 10), (0.1, 0.7, 7), (-3.3, 1e6, 997), (1e9, 1e9 + 1.0, 1000)] {
            let grid = Grid::new(low, high, bins).expect("a proper range");
            for i in 0..grid.bins {
                assert_eq!(grid.index(grid.edge(i)), i, "edge {i} of {grid:?}");
                assert_eq!(grid.index(grid.edge(i + 1).next_down()), i, "below edge {} of {grid:?}", i + 1);
            }
            assert_eq!(grid.index(high), grid.bins - 1);
        }
    }

    #[test]
    fn a_range_that_cannot_be_cut_is_refused() {
        assert_eq!(Grid::new(0.0, 1.0, 0), Err(ShapeError::NoBins));
        let nan = f64::NAN;
        for (low, high) in [(1.0, 1.0), (2.0, 1.0), (0.0, f64::INFINITY), (f64::MIN, f64::MAX)] {
            assert_eq!(Grid::new(low, high, 3), Err(ShapeError::Range { low, high }));
        }
        assert!(Grid::new(nan, 1.0, 3).is_err() && Grid::new(0.0, nan, 3).is_err());
        assert!(Grid::new(1e16, 1e16 + 4.0, 100).is_err(), "the edges would coincide");
    }
}
