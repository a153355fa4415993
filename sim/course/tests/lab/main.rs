//! Labs: what is told of mistakes in one, and the promise that grading makes.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod class;
mod copying;
mod exported;
mod kinds;
mod mistakes;
mod pages;
mod pretended;
mod promise;
mod schema;
mod variants;
