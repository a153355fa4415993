//! The course: a book whose numbers and figures are made by running scenarios.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

pub mod book;
