//! Numbers that come out the same on every machine: draws, sums, and special functions.
//!
//! A simulation draws, adds up, and in the end judges what it has added up. Each of the three needs mathematics, and
//! each is here once, for the kernel, the models and the studies:
//!
//! | to | see |
//! |---|---|
//! | make random bits | [`generator`] |
//! | draw a duration, a size or a count | [`variates`] |
//! | keep a mean, a time average, a quantile | [`accumulators`] |
//! | read off a probability or its inverse | [`normal_cdf`], [`student_quantile`], [`gamma_quantile`], [`beta_quantile`] |
//! | the same, where the last bit decides an event | [`portable`] |
//! | solve | [`rising_root`], [`turn`], [`Matrix`] |
//!
//! **The same bits everywhere.** Results are made with `+ - * /`, square root and floor, which IEEE 754 fixes to the
//! last bit, and with the functions of `pxfm`, a library in software: no system library has a say in a result. There
//! are no files, threads or clocks, and nothing that WebAssembly lacks.
//!
//! Nothing here knows of events or of time. A variate draws from any [`rand::Rng`], of which the kernel's stream is one.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

pub mod accumulators;
mod beta;
mod fraction;
mod gamma;
pub mod generator;
mod matrix;
mod normal;
pub mod portable;
mod quantile;
mod root;
mod student;
pub mod variates;

pub use beta::{beta_quantile, binomial_tail, incomplete_beta};
pub use gamma::{gamma_cdf, gamma_log_front, gamma_log_survival, gamma_quantile, gamma_survival, log_rising};
pub use matrix::Matrix;
pub use normal::{normal_cdf, normal_quantile};
pub use quantile::quantile;
pub use root::{halvings, rising_root, turn};
pub use student::{student_cdf, student_quantile};
