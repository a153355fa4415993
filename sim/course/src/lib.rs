//! The course: a book whose numbers and figures are made by running scenarios, and labs whose keys are.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

pub mod book;
pub mod lab;
