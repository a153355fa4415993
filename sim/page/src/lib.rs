//! Bazaar in a web page: questions and answers as JSON.
//!
//! A page has no files, threads or clock, so none are used. It asks for the errors of a text and
//! for completions, for the sliders of a scenario; begins one scenario, or several arms; adds
//! replications while it is open, draws them, films a run, and answers studies. Results have the
//! form of `--json` and figures the bytes of those in a run's folder, since the same code makes
//! them; durations are null, because the page measures them itself.
//!
//! [`Page`] is the whole interface; `abi` passes the texts where the host is a browser.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

#[cfg(target_family = "wasm")]
mod abi;
mod arms;
mod error;
mod grid;
mod hexadecimal;
mod lab;
mod mistakes;
mod opened;
mod page;
mod parts;
mod question;
mod session;
mod study;

pub use page::Page;
