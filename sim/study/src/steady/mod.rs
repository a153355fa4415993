//! The steady state: what holds in the long run, told from a run that began somewhere else.
//!
//! Two troubles. A run starts empty, or full, or otherwise not as it goes on: its
//! beginning must be deleted, and [`mser5`] says how much. And successive
//! observations cling together, so that the usual interval is too short, often several
//! times: [`batch_means`] averages over stretches so long that their means are as good as
//! independent.

mod batch_means;
mod mser;

pub use batch_means::{Batches, batch_means};
pub use mser::{Truncation, mser5};
