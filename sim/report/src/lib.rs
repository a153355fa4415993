//! From what a study found to what people read: numbers, tables, figures, and folders of them.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

pub mod figure;
pub mod number;
