//! Studies: what a researcher asks of a simulator.
//!
//! One run of a simulation is one draw of a random variable. The least that an
//! honest answer needs is several independent runs, *replications*, and an
//! interval around their mean (Law 2015, chapter 9). [`run`] makes them from a
//! scenario and gives its [`Outcome`]: the one way in which tables, figures,
//! checks and the book come by their numbers. Below it, [`replicate`] works
//! over all threads, with the same result on any number of them; [`Estimate`]
//! says what replications tell, and [`Cells`] what they tell by two things at
//! once; [`precise`] goes on until they tell it precisely enough. [`Sweep`] runs a
//! scenario at several values of its parameters. [`verify`] compares runs with
//! answers that are known.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

mod cells;
mod estimate;
mod outcome;
mod precision;
mod progress;
mod quantile;
mod replication;
mod student;
mod summary;
mod sweep;
mod verify;

pub use cells::Cells;
pub use estimate::Estimate;
pub use outcome::{Outcome, Settings, run};
pub use precision::{Precision, precise};
pub use progress::{Progress, Silent};
pub use quantile::quantile;
pub use replication::{Generator, Plan, StudyError, replicate};
pub use student::{student_cdf, student_quantile};
pub use summary::Summary;
pub use sweep::{Point, Sweep};
pub use verify::{CHECK_ERROR, Finding, Verdict, VerifyError, verify};
