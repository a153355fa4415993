//! The book: chapters in Markdown whose figures and numbers cannot go stale.
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
//! While the book is built, each scenario that a directive names is run through
//! [`bazaar_study::run`], the one way in which everything is run; the number, the
//! figure or the table takes the directive's place; and a claim that does not
//! hold stops the build at its line. So a chapter says what the simulator says,
//! or there is no chapter.
//!
//! The way of a chapter: `markdown` finds what is no code, `syntax` the
//! directives in it, `directive` has a file for each kind, `workshop` makes the
//! runs they ask for and keeps them in the `cache`, `chapter` puts the results
//! in their places. That much is mdBook's idea of a preprocessor
//! (`preprocessor`), where the lecturer's edition gets its pages (`lecturer`); `driver` builds the whole book with mdBook as a library, and
//! `serve` shows it while it is written.
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
