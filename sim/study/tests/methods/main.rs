//! Statistical procedures against their guarantees: each test states how often a right procedure
//! fails it.
#![allow(clippy::unwrap_used, clippy::float_cmp, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod coverage;
mod integration;
mod lalonde;
mod long_run;
mod planted;
mod published_fits;
mod recovery;
mod selection;
mod shares;
mod steady;
mod table;
mod threshold;
