//! Sensitivity analysis: which factors affect an outcome.
//!
//! Three methods, in ascending order of cost. Each consists of a design (rows of the unit cube or
//! of values, to be run in that order) and an analysis of the outputs.
//!
//! - [`tornado`] moves one factor at a time from a base case. It needs two runs per factor and
//!   detects neither interactions nor curvature beyond the two ends.
//! - [`Trajectories`] screen many factors (Morris 1991): steps of one factor at a time from many
//!   places. The mean step measures influence, its standard deviation curvature and interactions.
//! - [`Saltelli`] apportions the variance of the outcome. The *first-order* index of a factor is
//!   the expected reduction of the variance if that factor alone were known; the *total* index is
//!   the share that would remain if all others were known. The two differ by interactions. Indices
//!   of independent factors assume no linear model, and need n (d + 2) runs.

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
