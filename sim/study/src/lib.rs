//! Studies: what a researcher asks of a simulator.
//!
//! One run of a simulation is one draw of a random variable. The least that an
//! honest answer needs is several independent runs, *replications*, and an
//! interval around their mean (Law 2015, chapter 9). [`run`] makes them from a
//! scenario and gives its [`Outcome`]: the one way in which tables, figures,
//! checks and the book come by their numbers. Below it, [`replicate`] works
//! over all threads, with the same result on any number of them; [`Estimate`]
//! says what replications tell, and [`Cells`] what they tell by two things at
//! once; [`precise`] goes on until they tell it precisely enough. [`verify`] compares runs with
//! answers that are known.
//!
//! A study asks more: which of several arms is better, what a metric is at many values of parameters, which
//! of these move it, where it turns. [`answer`] makes the runs that such a question needs, by an
//! [`experiment`] that can be taken up where it stopped, and reads the answer off by the methods beside it:
//! [`design`], [`comparison`], [`sensitivity`], [`threshold`].
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
pub use estimate::Estimate;
pub use interval::Estimated;
pub use load::Load;
pub use outcome::{Outcome, Settings, Steady, run, run_until};
pub use precision::{Precision, precise};
pub use progress::{Progress, Silent};
pub use replication::{Generator, Plan, StudyError, replicate};
pub use summary::Summary;
pub use verify::{CHECK_ERROR, Finding, Verdict, VerifyError, verify};
