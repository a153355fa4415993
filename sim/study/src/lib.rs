//! Studies: the statistics of simulation experiments.
//!
//! One run of a simulation is one draw of a random variable. An honest answer needs at least
//! several independent runs, *replications*, and a confidence interval for their mean (Law 2015,
//! chapter 9). [`run`] makes them from a scenario and gives its [`Outcome`], from which all tables,
//! figures, checks and the book take their numbers. Below it, [`replicate`] works over all threads,
//! with the same result on any number of them; [`Estimate`] is the estimate of a metric, and
//! [`Cells`] those of a two-dimensional metric; [`precise`] adds replications up to a given
//! precision. [`verify`] compares runs with known answers.
//!
//! A study asks further questions: which of several arms is better, what a metric is over many
//! values of parameters, which of these move it, where it turns. [`answer`] makes the runs that
//! such a question needs, by an [`experiment`] that can be resumed, and computes the answer by the
//! methods beside it: [`design`], [`comparison`], [`sensitivity`], [`threshold`].
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

pub mod answer;
mod bytes;
pub mod calibration;
mod cells;
pub mod comparison;
pub mod design;
pub mod discovery;
mod estimate;
pub mod evaluation;
pub mod experiment;
pub mod film;
mod interval;
#[cfg(not(target_family = "wasm"))]
mod line;
mod load;
pub mod observed;
mod outcome;
mod precision;
mod progress;
mod replication;
pub mod sensitivity;
pub mod steady;
mod summary;
pub mod threshold;
mod verify;
mod workers;

pub use cells::Cells;
pub use estimate::{Estimate, GrowingEstimate};
pub use interval::Estimated;
pub use load::Load;
pub use outcome::{Outcome, Settings, Steady, run, run_until};
pub use precision::{Precision, precise};
pub use progress::{Progress, Silent};
pub use replication::{Generator, Plan, StudyError, replicate};
pub use summary::Summary;
pub use verify::{CHECK_ERROR, Finding, Verdict, VerifyError, verify};
