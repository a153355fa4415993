//! The distribution of values over a known range: the [`Histogram`].

use super::grid::Grid;
use super::{Bin, ShapeError};

/// Counts in bins of equal width over `low..high`, and the counts below and above.
///
/// The range must be chosen before the run. If it is unknown, or spans orders
/// of magnitude, use a [`Sketch`](super::Sketch).
///
/// ```
/// use bazaar_numerics::accumulators::Histogram;
/// let mut ages = Histogram::new(0.0, 100.0, 10)?;
/// for age in [5.0, 31.0, 38.0, 100.0] {
///     ages.add(age);
/// }
/// assert_eq!(ages.counts()[3], 2);
/// assert_eq!(ages.overflow(), 1); // 100 is no longer below 100
/// # Ok::<(), bazaar_numerics::accumulators::ShapeError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    grid: Grid,
    counts: Vec<u64>,
    underflow: u64,
    overflow: u64,
    refused: u64,
}

impl Histogram {
    /// A histogram with `bins` bins over `low <= value < high`, in the values' unit.
    ///
    /// # Errors
    /// [`ShapeError::NoBins`] and [`ShapeError::Range`].
    pub fn new(low: f64, high: f64, bins: usize) -> Result<Self, ShapeError> {
        let grid = Grid::new(low, high, bins)?;
        Ok(Histogram { grid, counts: vec![0; bins], underflow: 0, overflow: 0, refused: 0 })
    }

    /// Adds one value. Infinities count as below or above; NaN is refused.
    #[inline]
    pub fn add(&mut self, value: f64) {
        if value < self.grid.low() {
            self.underflow += 1;
        } else if value >= self.grid.high() {
            self.overflow += 1;
        } else if value.is_nan() {
            self.refused += 1;
        } else {
            self.counts[self.grid.index(value) as usize] += 1;
        }
    }

    /// Adds the values of another histogram with the same bins: exact, in any order.
    ///
    /// # Errors
    /// [`ShapeError::DifferentBins`], which leaves the histogram as it was.
    pub fn merge(&mut self, other: &Histogram) -> Result<(), ShapeError> {
        if self.grid != other.grid {
            return Err(ShapeError::DifferentBins);
        }
        self.counts.iter_mut().zip(&other.counts).for_each(|(ours, theirs)| *ours += theirs);
        self.underflow += other.underflow;
        self.overflow += other.overflow;
        self.refused += other.refused;
        Ok(())
    }

    /// The counts, bin by bin.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The bins with their edges, for plotting.
    pub fn bins(&self) -> impl Iterator<Item = Bin> + '_ {
        let grid = self.grid;
        self.counts.iter().zip(0..).map(move |(&count, i)| {
            let (low, high) = (grid.edge(i), grid.edge(i + 1));
            Bin { low, high, count }
        })
    }

    /// The number of values, including those below and above the range.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.counts.iter().sum::<u64>() + self.underflow + self.overflow
    }

    /// Values below the range.
    #[must_use]
    pub const fn underflow(&self) -> u64 {
        self.underflow
    }

    /// Values at or above the upper end of the range.
    #[must_use]
    pub const fn overflow(&self) -> u64 {
        self.overflow
    }

    /// The number of NaN values, which are not counted otherwise.
    #[must_use]
    pub const fn refused(&self) -> u64 {
        self.refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(values: &[f64]) -> Histogram {
        let mut histogram = Histogram::new(-1.0, 1.0, 4).expect("a proper range");
        values.iter().for_each(|&value| histogram.add(value));
        histogram
    }

    #[test]
    fn a_bin_holds_its_lower_edge_and_not_its_upper_one() {
        let histogram = histogram(&[-1.0, -0.5, 0.0, 0.5, 0.5_f64.next_down(), 1.0]);
        assert_eq!(histogram.counts(), [1, 1, 2, 1]);
        assert_eq!(histogram.overflow(), 1);
        let bins: Vec<Bin> = histogram.bins().collect();
        assert_eq!(bins[2], Bin { low: 0.0, high: 0.5, count: 2 });
    }

    #[test]
    fn what_lies_outside_is_counted_on_its_side() {
        let histogram = histogram(&[f64::NEG_INFINITY, -1.1, 7.0, f64::INFINITY, f64::NAN, 0.1]);
        assert_eq!((histogram.underflow(), histogram.overflow(), histogram.refused()), (2, 2, 1));
        assert_eq!(histogram.count(), 5);
    }

    #[test]
    fn only_equal_bins_merge() {
        let mut ours = histogram(&[0.1, 9.0]);
        assert_eq!(ours.merge(&histogram(&[0.2, -9.0, f64::NAN])), Ok(()));
        let mut together = histogram(&[0.1, 9.0, 0.2, -9.0, f64::NAN]);
        assert_eq!(ours, together);
        let other = Histogram::new(-1.0, 1.0, 5).expect("a proper range");
        assert_eq!(together.merge(&other), Err(ShapeError::DifferentBins));
        assert_eq!(ours, together);
    }
}
