//! Steady-state analysis: long-run means from runs that begin in another state.
//!
//! There are two problems. A run starts empty, or full, or otherwise untypical: this initial
//! transient must be deleted, and [`mser5`] finds its length. And successive observations are
//! autocorrelated, so the usual interval is too short, often several times: [`batch_means`]
//! averages over batches so long that their means are nearly independent.
//!
//! [`warm_up`] and [`long_run`] apply these to the runs of a model. Both use that the same streams
//! reproduce the same run: a metric of a part of a run is the metric of a run with everything
//! before as warm-up, so every metric of every model has a value for each batch.

mod batch_means;
mod long_run;
mod mser;
mod warm_up;

pub use batch_means::{Batches, batch_means};
pub use long_run::{autocorrelation, long_run};
pub use mser::{Truncation, mser5};
pub use warm_up::{WarmUp, warm_up};
