//! Files that nobody made as they should be: 10,000 of each kind with something wrong in them, from a fixed seed.
//!
//! Whatever is in one, reading it ends, soon and in little memory; it never panics.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod archives;
mod harness;
mod parquet;
mod tables;
mod texts;
