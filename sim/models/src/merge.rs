//! Statistics of several partitions, put together.
//!
//! A run that is cut into partitions leaves statistics of each. Merging them must miss no field: a forgotten one is a wrong
//! number that only large runs show. So it is derived (`bazaar_macros::Merge`), and here is how values merge. Sums of
//! floats depend on their order, which is that of the partitions.

use bazaar_numerics::accumulators::{Sketch, TimeBuckets};

use crate::model::merge_fingerprints;

/// Statistics to which those of the next partition can be added.
pub(crate) trait Merge {
    /// Adds the statistics of the next partition.
    fn merge(&mut self, next: &Self);
}

impl Merge for u64 {
    fn merge(&mut self, next: &Self) {
        *self += next;
    }
}

impl Merge for f64 {
    fn merge(&mut self, next: &Self) {
        *self += next;
    }
}

impl<T: Merge> Merge for [T] {
    fn merge(&mut self, next: &Self) {
        debug_assert_eq!(self.len(), next.len(), "partitions of one run have the same lists");
        for (total, next) in self.iter_mut().zip(next) {
            total.merge(next);
        }
    }
}

impl<T: Merge, const N: usize> Merge for [T; N] {
    fn merge(&mut self, next: &Self) {
        self.as_mut_slice().merge(next.as_slice());
    }
}

impl<T: Merge> Merge for Vec<T> {
    fn merge(&mut self, next: &Self) {
        self.as_mut_slice().merge(next.as_slice());
    }
}

/// What only some runs follow is there in all partitions of a run or in none.
impl<T: Merge> Merge for Option<T> {
    fn merge(&mut self, next: &Self) {
        if let (Some(total), Some(next)) = (self, next) {
            total.merge(next);
        }
    }
}

impl Merge for Sketch {
    fn merge(&mut self, next: &Self) {
        Sketch::merge(self, next);
    }
}

impl Merge for TimeBuckets {
    /// Partitions of one run share a horizon, so their buckets have one shape.
    fn merge(&mut self, next: &Self) {
        let merged = TimeBuckets::merge(self, next);
        debug_assert!(merged.is_ok());
    }
}

/// What is the same in all partitions.
pub(crate) fn same<T: PartialEq>(total: &mut T, next: &T) {
    debug_assert!(total == next, "it differs between partitions");
}

/// The largest, one by one.
pub(crate) fn largest(total: &mut [f64], next: &[f64]) {
    for (total, &next) in total.iter_mut().zip(next) {
        *total = total.max(next);
    }
}

/// What belongs to a partition alone, and is of no use after it.
pub(crate) fn apart<T>(_: &mut T, _: &T) {}

/// Fingerprints, each chained to those before it.
pub(crate) fn chained(total: &mut Option<u64>, next: &Option<u64>) {
    *total = merge_fingerprints(*total, *next);
}
