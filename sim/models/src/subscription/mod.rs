//! A subscription business.

mod metrics;
mod parameters;

pub use parameters::*;
/// What the model measures.
pub const METRICS: &[crate::metric::Metric] = metrics::METRICS;
