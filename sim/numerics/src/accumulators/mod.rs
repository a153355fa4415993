//! The statistics of a run: accumulators of constant size.
//!
//! A year of a million hosts has billions of events. A run does not store them;
//! it stores a few numbers for each statistic, and every event updates them in
//! constant time.
//!
//! | statistic | accumulator |
//! |---|---|
//! | a count | [`Counter`] |
//! | mean and variance of observations | [`Tally`] |
//! | time average of a quantity | [`Level`] |
//! | quantiles, such as the 95th percentile | [`Sketch`] |
//! | a distribution over a known range | [`Histogram`] |
//! | a time series | [`TimeBuckets`] |
//!
//! A tally weights every *observation* equally, a level every *instant*. To
//! confuse them is the classical mistake: the mean queue length that
//! arriving customers find is a tally, its mean over the day is a level.
//!
//! # Merging
//! A large run is cut into partitions, each with accumulators of its own, and
//! `merge` puts the results together. [`Counter`], [`Sketch`] and
//! [`Histogram`] hold integers: their merge is exact and the order does not
//! matter. [`Tally`], [`Level`] and [`TimeBuckets`] hold floats, whose sums
//! depend on the order in the last digits. So merge in the order of the
//! partitions' indices, never in the order in which they finish: then the
//! result has the same bits for any number of threads.
//!
//! # NaN and infinity
//! A simulation should never observe NaN or infinity, but a division by zero
//! in a model can make one. A single NaN would turn a whole mean into NaN, so
//! accumulators of values omit such observations and count them in
//! `refused`, which a test can compare with zero.

mod bin;
mod counter;
mod grid;
mod histogram;
mod level;
mod shape;
mod sketch;
mod tally;
mod time_buckets;

pub use bin::Bin;
pub use counter::Counter;
pub use histogram::Histogram;
pub use level::Level;
pub use shape::ShapeError;
pub use sketch::Sketch;
pub use tally::Tally;
pub use time_buckets::{Place, TimeBuckets};
