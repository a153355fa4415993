//! Time series of a run in equal time bins: [`TimeBuckets`].
//!
//! A point event (a sale, a result) belongs to one bucket. A level (a host's
//! speed while it is online) belongs to every bucket that it spans, and a host
//! that stays for a year would touch 365 of them. Instead, the level is
//! recorded as a *step up* in the bucket after the first and a step down in
//! the last, and reading computes cumulative sums. This data structure is the
//! difference array; it needs four additions for any duration.
//!
//! # Accuracy
//! Steps up and down cancel exactly as long as the rates are integers (hosts,
//! cores). Rates with fractions leave rounding errors where the level should
//! be zero again: after N intervals at most 2 N × 1.1e-16 of the sum of
//! all rates, and far less in practice, since roundings up and down balance.
//! A million hosts of different speeds leave less than 1e-14 of the peak, which
//! is far below the random variation of any run. Compare such series with a
//! tolerance, not with `==`.

use super::ShapeError;
use super::grid::Grid;

/// Sums over equal buckets of the time from zero to the horizon.
///
/// An event at an edge belongs to the bucket that begins there. Events before zero, at the
/// horizon or after it are ignored.
///
/// ```
/// use bazaar_numerics::accumulators::TimeBuckets;
/// let mut work = TimeBuckets::new(30.0, 3)?;   // days; three decades
/// work.add(12.0, 5.0);                         // 5 results on day 12
/// work.add_interval(5.0, 25.0, 2.0);           // 2 cores from day 5 to 25
/// assert_eq!(work.sums(), [10.0, 25.0, 10.0]); // results and core-days
/// assert_eq!(work.rates(), [1.0, 2.5, 1.0]);   // per day
/// # Ok::<(), bazaar_numerics::accumulators::ShapeError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TimeBuckets {
    grid: Grid,
    buckets: Vec<Bucket>,
    refused: u64,
}

/// The bucket of an instant, and the remaining part of that bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    bucket: usize,
    left: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Bucket {
    /// The amounts that belong to this bucket alone.
    part: f64,
    /// The increase, from the bucket before, of the level that fills whole buckets.
    step: f64,
}

impl TimeBuckets {
    /// `buckets` equal parts of the time from zero to `horizon`.
    ///
    /// # Errors
    /// [`ShapeError::NoBins`] and [`ShapeError::Range`].
    pub fn new(horizon: f64, buckets: usize) -> Result<Self, ShapeError> {
        let grid = Grid::new(0.0, horizon, buckets)?;
        Ok(TimeBuckets { grid, buckets: vec![Bucket::default(); buckets], refused: 0 })
    }

    /// Adds `amount` to the bucket that `time` lies in. NaN and infinite amounts are refused.
    #[inline]
    pub fn add(&mut self, time: f64, amount: f64) {
        if time.is_nan() || !amount.is_finite() {
            self.refused += 1;
        } else if time >= 0.0 && time < self.grid.high() {
            self.buckets[self.grid.index(time) as usize].part += amount;
        }
    }

    /// Adds a level of `rate` per unit of time between `from` and `to`, in constant time.
    ///
    /// `to` may be infinite. An interval that ends before it begins is empty.
    /// NaN and infinite rates are refused.
    #[inline]
    pub fn add_interval(&mut self, from: f64, to: f64, rate: f64) {
        if from.is_nan() || to.is_nan() || !rate.is_finite() {
            self.refused += 1;
            return;
        }
        let (from, to) = (from.max(0.0), to.min(self.grid.high()));
        if from >= to {
            return;
        }
        let (first, last) = (self.grid.index(from), self.grid.index(to));
        if first == last {
            self.buckets[first as usize].part += rate * (to - from);
            return;
        }
        let next = first + 1;
        self.buckets[first as usize].part += rate * (self.grid.edge(next) - from);
        self.buckets[next as usize].step += rate;
        let bucket = &mut self.buckets[last as usize];
        bucket.step -= rate;
        bucket.part += rate * (to - self.grid.edge(last));
    }

    /// Finds the place of an instant, for [`rise`](TimeBuckets::rise). Buckets of the
    /// same shape share places, so one look-up serves several series.
    #[inline]
    #[must_use]
    pub fn place(&self, time: f64) -> Place {
        if time >= self.grid.high() || time.is_nan() {
            return Place { bucket: self.buckets.len(), left: 0.0 };
        }
        let time = time.max(0.0);
        let bucket = self.grid.index(time);
        Place { bucket: bucket as usize, left: self.grid.edge(bucket + 1) - time }
    }

    /// Changes the level by `change` from an instant to the horizon.
    ///
    /// A rise at the start of an interval and a fall at its end are together the
    /// same as [`add_interval`](TimeBuckets::add_interval), without the need to
    /// store the start.
    #[inline]
    pub fn rise(&mut self, from: Place, change: f64) {
        if let Some(bucket) = self.buckets.get_mut(from.bucket) {
            bucket.part += change * from.left;
        }
        if let Some(next) = self.buckets.get_mut(from.bucket + 1) {
            next.step += change;
        }
    }

    /// Adds the buckets of another partition.
    ///
    /// # Errors
    /// [`ShapeError::DifferentBins`], which leaves the buckets as they were.
    pub fn merge(&mut self, other: &TimeBuckets) -> Result<(), ShapeError> {
        if self.grid != other.grid {
            return Err(ShapeError::DifferentBins);
        }
        for (ours, theirs) in self.buckets.iter_mut().zip(&other.buckets) {
            ours.part += theirs.part;
            ours.step += theirs.step;
        }
        self.refused += other.refused;
        Ok(())
    }

    /// The sum in each bucket: amounts, and levels times time.
    #[must_use]
    pub fn sums(&self) -> Vec<f64> {
        self.filled(|part, level, width| part + level * width)
    }

    /// The mean rate in each bucket: its sum divided by its width.
    #[must_use]
    pub fn rates(&self) -> Vec<f64> {
        self.filled(|part, level, width| part / width + level)
    }

    /// The width of a bucket, in the unit of time.
    #[must_use]
    pub const fn width(&self) -> f64 {
        self.grid.width()
    }

    /// The number of buckets.
    #[must_use]
    pub fn buckets(&self) -> usize {
        self.buckets.len()
    }

    /// Calls left out because a time, an amount or a rate was not a number.
    #[must_use]
    pub const fn refused(&self) -> u64 {
        self.refused
    }

    fn filled(&self, value: impl Fn(f64, f64, f64) -> f64) -> Vec<f64> {
        let mut level = 0.0;
        let buckets = self.buckets.iter();
        buckets
            .map(|bucket| {
                level += bucket.step;
                value(bucket.part, level, self.grid.width())
            })
            .collect()
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the expected values are exact in binary")]
mod tests {
    use super::*;

    #[test]
    fn rising_and_falling_is_an_interval() {
        for (from, to) in
            [(0.0, 8.0), (0.5, 0.75), (1.0, 2.0), (3.5, 7.0), (-1.0, 5.0), (2.0, 9.0), (7.5, 8.0)]
        {
            let (mut rises, mut whole) = (quarters(), quarters());
            rises.rise(rises.place(from), 3.0);
            rises.rise(rises.place(to), -3.0);
            whole.add_interval(from, to, 3.0);
            assert_eq!(rises.sums(), whole.sums(), "from {from} to {to}");
        }
    }

    fn quarters() -> TimeBuckets {
        TimeBuckets::new(8.0, 4).expect("a proper range")
    }

    #[test]
    fn an_event_falls_into_the_bucket_that_begins_with_it() {
        let mut sales = quarters();
        for time in [0.0, 2.0, 7.9] {
            sales.add(time, 1.5);
        }
        assert_eq!(sales.sums(), [1.5, 1.5, 0.0, 1.5]);
        assert_eq!(sales.rates(), [0.75, 0.75, 0.0, 0.75]);
    }

    #[test]
    fn a_level_is_split_at_the_edges() {
        let mut online = quarters();
        online.add_interval(1.0, 7.0, 10.0);
        assert_eq!(online.sums(), [10.0, 20.0, 20.0, 10.0]);
        assert_eq!(online.rates(), [5.0, 10.0, 10.0, 5.0]);
        online.add_interval(2.5, 3.0, 2.0);
        assert_eq!(online.sums(), [10.0, 21.0, 20.0, 10.0]);
        online.add_interval(2.0, 4.0, 1.0);
        assert_eq!(online.sums(), [10.0, 23.0, 20.0, 10.0]);
    }

    #[test]
    fn what_lies_outside_of_the_horizon_leaves_no_trace() {
        let mut buckets = quarters();
        buckets.add(-0.1, 1.0);
        buckets.add(8.0, 1.0);
        buckets.add(8.1, 1.0);
        buckets.add(f64::INFINITY, 1.0);
        buckets.add_interval(9.0, 12.0, 1.0);
        buckets.add_interval(5.0, 3.0, 1.0);
        assert_eq!(buckets, quarters());
        buckets.add_interval(-5.0, f64::INFINITY, 1.0);
        assert_eq!(buckets.sums(), [2.0; 4]);
        assert_eq!(buckets.refused(), 0);
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        let mut buckets = quarters();
        buckets.add(f64::NAN, 1.0);
        buckets.add(1.0, f64::INFINITY);
        buckets.add_interval(0.0, f64::NAN, 1.0);
        buckets.add_interval(0.0, 1.0, f64::NAN);
        assert_eq!((buckets.refused(), buckets.sums()), (4, vec![0.0; 4]));
    }

    #[test]
    fn merged_buckets_add_up() {
        let (mut ours, mut theirs) = (quarters(), quarters());
        ours.add_interval(1.0, 7.0, 10.0);
        theirs.add_interval(3.0, 8.0, 1.0);
        theirs.add(0.5, 4.0);
        assert_eq!(ours.merge(&theirs), Ok(()));
        assert_eq!(ours.sums(), [14.0, 21.0, 22.0, 12.0]);
        let other = TimeBuckets::new(8.0, 5).expect("a proper range");
        assert_eq!(ours.merge(&other), Err(ShapeError::DifferentBins));
    }
}
