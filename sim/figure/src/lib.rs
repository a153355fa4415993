//! What a study found as people read it: numbers, printed tables and figures.
//!
//! No files, and nothing that is long in building: whatever shows a result shows it with this.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

pub mod figure;
pub mod number;
pub mod printed;
