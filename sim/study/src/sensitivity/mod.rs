//! Sensitivity: which factors move an outcome.
//!
//! Three questions, from cheap to dear. Each is a design (rows of the unit cube
//! or of values, to be run in that order) and an analysis of what came out.
//!
//! - [`tornado`] moves one factor at a time from a base case. It needs two runs a
//!   factor and sees neither interactions nor curves beyond the two ends.
//! - [`Trajectories`] screen many factors (Morris 1991): steps of one factor at a
//!   time from many places. A mean step tells influence, its scatter tells curves
//!   and interactions.
//! - [`Saltelli`] apportions the variance of the outcome. The *first* index of a
//!   factor is the share of the variance that would go if the factor alone were
//!   known; the *total* index is the share that would remain if all others were.
//!   The two differ by interactions. Indices of independent factors need no linear
//!   model, and n (d + 2) runs.

mod error;
mod morris;
mod saltelli;
mod shares;
mod tornado;

pub use error::SensitivityError;
pub use morris::{Screening, Trajectories};
pub use saltelli::Saltelli;
pub use shares::Shares;
pub use tornado::{Bar, one_at_a_time, tornado};
