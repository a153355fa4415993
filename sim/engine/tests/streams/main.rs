//! Are the random streams what the papers say, all different, and unrelated?
//!
//! The generators are checked against published numbers and independent
//! implementations; the layout of key and counter against its inverse; and
//! neighbours of every sort (entities, purposes, replications, seeds, parents
//! and children) against chance. The last are statistical: each rejects
//! perfect randomness with a probability that its head states, but all seeds
//! are fixed, so they pass always or never. Together they would reject less
//! than one perfect generator in a thousand.
//!
//! What takes minutes instead of seconds is left to a battery: see the
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
