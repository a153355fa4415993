//! What a study found as it is read: numbers, printed tables and figures by people, and the objects of `--json` by scripts.
//!
//! No files, and nothing that is long in building: whatever shows a result shows it with this.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

pub mod checksum;
pub mod column;
pub mod command;
pub mod date;
pub mod figure;
pub mod film;
pub mod forecast;
pub mod foreign;
pub mod number;
pub mod observed;
pub mod printed;
pub mod result;
pub mod sheet;
pub mod study;
pub mod told;
