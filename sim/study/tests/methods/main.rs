//! Statistical procedures against what they promise: each test says how often a right procedure fails it.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

mod integration;
