//! Thresholds: where an outcome turns, estimated from noisy runs, with an interval.
//!
//! A marketplace launches or dies; at which starting size are both equally likely? A price covers
//! its cost or does not. A single atypical run would mislead bisection. Here runs are made in
//! stages, each placed where the runs so far indicate the most information, and the result has an
//! interval:
//!
//! - [`TurnSearch`] for a binary outcome: a curve is fitted to the runs near the turn, more runs
//!   are placed where it rises (Wu 1985), and the interval is that of the profile likelihood.
//! - [`RootSearch`] for a number that changes sign: a parabola through a window that narrows, and
//!   the interval of all places at which it does not differ significantly from zero.
//!
//! Both only decide where to run next, given the outcomes so far; the caller makes the runs and
//! controls their random numbers.

mod error;
mod response;
mod root_search;
mod turn_search;

pub use error::ThresholdError;
pub use root_search::{Reading, RootSearch};
pub use turn_search::{Trial, TurnSearch};

use crate::interval::Estimated;

/// The next step of a search.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Run each of these values once, each with its own replication, and call again.
    Run(Vec<f64>),
    /// The threshold is known to the requested precision.
    Found(Estimated),
    /// The limit on runs was reached with this precision.
    Exhausted(Estimated),
}
