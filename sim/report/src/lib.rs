//! Results as files: tables, pages, and folders of them.
//!
//! The study computes, and this crate writes. Every number in a table or a figure comes from the
//! [`Outcome`](bazaar_study::Outcome); every name, unit and definition from the model's
//! [`Metric`](bazaar_models::metric::Metric). A [`folder`](folder::Folder) contains all of it, with
//! a [`manifest`] that describes each file.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

pub mod cause;
pub mod date;
pub mod folder;
pub mod identity;
pub mod manifest;
pub mod notebook;
pub mod overview;
pub mod reporting;
pub mod study;
pub mod table;

/// The version of the program, which is part of what a result depends on.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
