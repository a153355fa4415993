//! What a run remembers: accumulators of constant size.
//!
//! A year of a million hosts has billions of events. A run does not keep them;
//! it keeps a few numbers for each question that was asked beforehand, and
//! every event updates them in constant time.
//!
//! | question | accumulator |
//! |---|---|
//! | how many? | [`Counter`] |
//! | how large on average, and how scattered? | [`Tally`] |
//! | how much on average *over time*? | [`Level`] |
//! | which value do 95 of 100 stay below? | [`Sketch`] |
//! | how are the values spread over a known range? | [`Histogram`] |
//! | how did it go, day by day? | [`TimeBuckets`] |
//!
//! A tally weighs every observation alike, a level weighs every *moment*
//! alike. Mixing them up is the classical mistake: the mean queue that
//! arriving customers find is a tally, the mean queue over the day is a level.
//!
//! # Merging
//! A large run is cut into partitions, each with accumulators of its own, and
//! `merge` puts the results together. [`Counter`], [`Sketch`] and
//! [`Histogram`] hold integers: their merge is exact and the order does not
//! matter. [`Tally`], [`Level`] and [`TimeBuckets`] hold floats, whose sums
//! depend on the order in the last digits; whoever merges therefore goes by
//! the partition's index, never by who finished first. Then the same bytes
//! come out for any number of threads.
//!
//! # Numbers that are none
//! A simulation should never observe NaN or infinity, but a division by zero
//! in a model can make one. A single NaN would turn a whole mean into NaN, so
//! accumulators of values leave such observations out and count them in
//! `refused`: a number a test can hold against zero.

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
