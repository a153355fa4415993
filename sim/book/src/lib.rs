//! The book: chapters in Markdown whose figures and numbers come from runs of scenarios, so they are up to date.
//!
//! A chapter is an ordinary text with *directives* between double braces:
//!
//! ```text
//! Hosts are there for {{ value volunteer/base availability --percent }} of the time.
//!
//! {{ figure volunteer/base availability }}
//!
//! {{ claim volunteer/base availability within 60% to 65% }}
//! ```
//!
//! When the book is built, each scenario that a directive names is run by
//! [`bazaar_study::run`], like every other run; the number, the figure or the table
//! takes the directive's place; and a claim that does not hold stops the build at its
//! line. So a chapter cannot contradict the simulator.
//!
//! The steps for a chapter: `markdown` finds the text that is not code, `syntax` the
//! directives in it, `directive` has a file for each kind, `workshop` makes their runs,
//! with results in the `cache`, and `chapter` inserts the results. These steps form a
//! preprocessor of mdBook (`preprocessor`), which also inserts the pages of the
//! lecturer's edition (`lecturer`). `driver` builds the whole book with mdBook as a
//! library, and `serve` shows it while it is written.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

mod arguments;
mod cache;
mod chapter;
mod directive;
mod driver;
mod error;
mod fault;
mod glossary;
mod http;
mod lecturer;
mod markdown;
mod markup;
mod math;
mod preprocessor;
mod serve;
mod settings;
mod subject;
mod syntax;
mod workshop;

pub use driver::{Built, Options, build, find};
pub use error::BookError;
pub use fault::Mistake;
pub use preprocessor::{preprocess, supports};
pub use serve::Site;
