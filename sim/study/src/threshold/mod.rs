//! Thresholds: where an outcome turns, found under noise and with an interval.
//!
//! A marketplace launches or dies; which starting size makes either as likely? A
//! price covers its cost or does not. Bisection would be misled by one unlucky run. Here runs are
//! made in stages. Each stage places its runs where those so far say that they
//! tell most, and an interval comes out in the end:
//!
//! - [`TurnSearch`] for yes or no: a curve is fitted to the runs near the turn, more go where it rises
//!   (Wu 1985), and the interval is that of the profile likelihood.
//! - [`RootSearch`] for a number that changes sign: a parabola through a window that
//!   narrows, and the places at which it is not told from zero.
//!
//! Both only say where to run next, and are told what came out; what is run is the
//! caller's business, and so is randomness.

mod error;
mod response;
mod root_search;
mod turn_search;

pub use error::ThresholdError;
pub use root_search::{Reading, RootSearch};
pub use turn_search::{Trial, TurnSearch};

use crate::interval::Estimated;

/// What a search wants next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Run these values once each, every one with a replication of its own, and come back.
    Run(Vec<f64>),
    /// The threshold is known as well as was asked.
    Found(Estimated),
    /// As many runs as were allowed were made, and this is what they tell.
    Exhausted(Estimated),
}
