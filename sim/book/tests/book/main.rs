//! Books small enough to be written out here: what directives become, what a
//! mistyped one reports, and that every way of building gives the same pages.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

mod shelf;

mod building;
mod claims;
mod mistakes;
mod pages;
mod serving;
mod terms;
