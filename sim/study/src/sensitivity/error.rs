//! Why a sensitivity cannot be told.

use crate::design::DesignError;

/// What is wrong with a sensitivity study.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SensitivityError {
    /// The points cannot be made.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// Outputs and runs do not pair.
    #[error("the design has {expected} runs, and there are {found} outputs")]
    Outputs {
        /// How many runs the design has.
        expected: usize,
        /// How many outputs were given.
        found: usize,
    },
    /// An output is not a number.
    #[error("the output of run {run} is not a finite number")]
    NotFinite {
        /// The index of the run, from 0.
        run: usize,
    },
    /// Replications do not pair.
    #[error(
        "run {run} has {found} replications instead of {expected}: all runs need the same number, at least two"
    )]
    Replications {
        /// The index of the run, from 0.
        run: usize,
        /// How many the others have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// One trajectory tells no scatter.
    #[error("elementary effects need at least two trajectories for an interval")]
    OneTrajectory,
    /// Half of the levels must be a whole number of them.
    #[error("Morris's design needs an even number of levels, at least 2, and not {levels}")]
    Levels {
        /// How many were asked for.
        levels: u32,
    },
}

/// Outputs that are as many as the runs, and all finite.
pub(super) fn check(outputs: &[f64], expected: usize) -> Result<(), SensitivityError> {
    if outputs.len() != expected {
        return Err(SensitivityError::Outputs { expected, found: outputs.len() });
    }
    match outputs.iter().position(|output| !output.is_finite()) {
        Some(run) => Err(SensitivityError::NotFinite { run }),
        None => Ok(()),
    }
}
