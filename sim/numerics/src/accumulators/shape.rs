//! Errors of creating accumulators and of merging them.

use core::error::Error;
use core::fmt;

/// An accumulator's shape (its range, its number of bins, its start) is not usable.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ShapeError {
    /// There must be at least one bin.
    NoBins,
    /// The range must have two finite ends, the lower one first, a finite
    /// width, and bins wide enough to have different edges.
    Range {
        /// The lower end given.
        low: f64,
        /// The upper end given.
        high: f64,
    },
    /// The two accumulators do not cover the same range with the same bins.
    DifferentBins,
    /// The two levels do not start at the same time.
    DifferentStarts {
        /// The start of the receiving level.
        ours: f64,
        /// The start of the level to be merged.
        theirs: f64,
    },
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ShapeError::NoBins => write!(f, "at least one bin is needed"),
            ShapeError::Range { low, high } => {
                write!(f, "{low} to {high} is not a range that can be cut into that many bins")
            }
            ShapeError::DifferentBins => {
                write!(f, "accumulators with different bins cannot be merged")
            }
            ShapeError::DifferentStarts { ours, theirs } => {
                write!(f, "levels that start at {ours} and at {theirs} cannot be merged")
            }
        }
    }
}

impl Error for ShapeError {}
