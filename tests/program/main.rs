//! The program as its users meet it, and the house it lives in.
//!
//! The first group calls `bazaar` in an empty folder and looks at what comes
//! back: exit status, standard output, standard error. The second group keeps
//! promises about the repository that no compiler keeps: which crate may
//! depend on which, what a model must bring along, which numbers may not move.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test may fail")]

mod desk;

mod bad_input;
mod calibrate;
mod catalogue;
mod check;
mod compare;
mod course;
mod describe;
mod evaluate;
mod everywhere;
mod exit_status;
mod export;
mod folder;
mod formats;
mod help;
mod json;
mod lecture;
mod output;
mod overview;
mod play;
mod precision;
mod repeatability;
mod report;
mod resume;
mod sections;
mod sensitivity;
mod set;
mod sizes;
mod stress;
mod study;
mod sweep;
mod tables;
mod threshold;
mod verify;

mod arrows;
mod book;
mod browser;
mod completeness;
mod fingerprints;
mod house;
mod kernel;
mod measured;
mod model_readmes;
mod plan;
mod portability;
mod reader;
mod readme;
mod repository;
mod wall;
mod words;
