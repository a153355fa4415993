//! Statistical procedures against what they promise: each test says how often a right procedure fails it.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

mod coverage;
mod integration;
mod selection;
mod shares;
mod steady;
