//! The steady state: what holds in the long run, told from a run that began somewhere else.
//!
//! Two troubles. A run starts empty, or full, or otherwise not as it goes on: its
//! beginning must be deleted, and [`mser5`] says how much. And successive
//! observations cling together, so that the usual interval is too short, often several
//! times: [`batch_means`] averages over stretches so long that their means are as good as
//! independent.
//!
//! [`warm_up`] and [`long_run`] do that for the runs of a model. Both use that the same streams give the same run
//! again: a metric of a part of a run is what the model counts when it is told to leave out what comes before, so
//! that every metric of every model has its value for each batch.

mod batch_means;
mod long_run;
mod mser;
mod warm_up;

pub use batch_means::{Batches, batch_means};
pub use long_run::{autocorrelation, long_run};
pub use mser::{Truncation, mser5};
pub use warm_up::{WarmUp, warm_up};
