//! The random streams agree with the published generators, are distinct, and are independent.
//!
//! The generators are checked against published numbers and independent
//! implementations; the layout of key and counter against its inverse; and
//! neighbours of every sort (entities, purposes, replications, seeds, parents
//! and children) with statistical tests. Each of these states at its head the
//! probability of rejecting perfect randomness. All seeds are fixed, so a test
//! passes always or never. Together they would reject less than one perfect
//! generator in a thousand.
//!
//! Tests that take minutes instead of seconds are left to a battery: see the
//! example `bits`.

#![allow(clippy::unwrap_used, reason = "a test may stop")]
#![allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]

mod avalanche;
mod chance;
mod distinct;
mod golden;
mod known_answers;
mod layout;
mod neighbours;
mod traits;
