//! Presentation of results: formatted numbers, printed tables and figures for readers, and the objects of `--json` for
//! scripts.
//!
//! It writes no files and has no dependency that is slow to build, so every output uses it.
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
