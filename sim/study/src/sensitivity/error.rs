//! Errors of sensitivity analyses.

use crate::design::DesignError;

/// Why a sensitivity analysis is impossible.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SensitivityError {
    /// The design is impossible.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// Outputs and runs do not pair.
    #[error("the design has {expected} runs, and there are {found} outputs")]
    Outputs {
        /// The number of runs of the design.
        expected: usize,
        /// The number of outputs.
        found: usize,
    },
    /// An output is not a number.
    #[error("the output of run {run} is not a finite number")]
    NotFinite {
        /// The index of the run, from 0.
        run: usize,
    },
    /// Runs have different numbers of replications.
    #[error(
        "run {run} has {found} replications instead of {expected}: all runs need the same number, at least two"
    )]
    Replications {
        /// The index of the run, from 0.
        run: usize,
        /// The number that the others have.
        expected: usize,
        /// The number that it has.
        found: usize,
    },
    /// One trajectory gives no interval.
    #[error("elementary effects need at least two trajectories for an interval")]
    OneTrajectory,
    /// An odd number of levels.
    #[error("Morris's design needs an even number of levels, at least 2, got {levels}")]
    Levels {
        /// The number requested.
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
