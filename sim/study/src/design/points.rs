//! Points of the unit cube.

/// Rows of coordinates, each between 0 and 1: one row per run, one coordinate per factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    dimensions: usize,
    coordinates: Vec<f64>,
}

impl Points {
    /// From coordinates row by row; an incomplete last row is dropped.
    pub(crate) fn new(dimensions: usize, mut coordinates: Vec<f64>) -> Self {
        let whole = coordinates.len().checked_div(dimensions).unwrap_or(0) * dimensions;
        coordinates.truncate(whole);
        Points { dimensions, coordinates }
    }

    /// The number of points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.coordinates.len().checked_div(self.dimensions).unwrap_or(0)
    }

    /// Whether there are no points.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.coordinates.is_empty()
    }

    /// The number of coordinates of each point.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The points in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.coordinates.chunks_exact(self.dimensions.max(1))
    }

    /// One coordinate of all points, in order.
    #[must_use]
    pub fn column(&self, dimension: usize) -> Vec<f64> {
        self.rows().map(|row| row[dimension]).collect()
    }

    pub(super) fn set(&mut self, point: usize, dimension: usize, coordinate: f64) {
        self.coordinates[point * self.dimensions + dimension] = coordinate;
    }
}
