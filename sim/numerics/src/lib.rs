//! Reproducible numerical methods: random variates, statistics, and special functions.
//!
//! A simulation draws random variates, accumulates statistics, and estimates from them. The mathematics of all three
//! is here, for the kernel, the models and the studies:
//!
//! | to | see |
//! |---|---|
//! | generate random bits | [`generator`] |
//! | draw a duration, a size or a count | [`variates`] |
//! | accumulate a mean, a time average, a quantile | [`accumulators`] |
//! | compute probabilities, quantiles | [`normal_cdf`], [`student_quantile`], [`gamma_quantile`], [`beta_quantile`] |
//! | the same, where the last bit decides an event | [`portable`] |
//! | find a root, solve a linear system | [`rising_root`], [`turn`], [`Matrix`] |
//!
//! **Reproducibility.** Results are computed with `+ - * /`, square root and floor, which IEEE 754 fixes to the last
//! bit, and with the functions of `pxfm`, a software library: no result depends on a system library. There are no
//! files, threads or clocks, and nothing that WebAssembly lacks.
//!
//! This crate does not depend on the kernel. A variate draws from any [`rand::Rng`], such as the kernel's stream.
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
