//! Bazaar in a web page: a question goes in as JSON, and an answer comes out.
//!
//! A page has no files, threads or clock, so none are used. It asks what is wrong with a text and what may be typed in it, what somebody
//! who plays with a scenario may turn, begins with a scenario, or several that are compared, and makes more of its replications for as long as somebody looks, draws those that there are, films a run, and answers studies.
//! Results have the shapes of `--json` and figures the bytes of those in a run's folder, since the same code makes
//! them; how long something took is null, which the page measures itself.
//!
//! [`Page`] is all of it; `abi` hands texts to and fro where the host is a browser.
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
