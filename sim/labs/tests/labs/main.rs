//! Labs: error messages on invalid labs, and the error probabilities of grading.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use bazaar_labs::CourseKey;

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

/// Hashed once, since that is slow on purpose.
fn key() -> CourseKey {
    static KEY: std::sync::OnceLock<CourseKey> = std::sync::OnceLock::new();
    KEY.get_or_init(|| CourseKey::new(b"the key of these tests")).clone()
}
