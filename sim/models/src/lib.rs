//! Bazaar's models of open business, and the vocabulary their parameters are written in.
//!
//! | model | question |
//! |---|---|
//! | [`marketplace`] | does a platform with two sides get off the ground, and what is left of it? |
//! | [`platform`] | what do subscriptions, a marketplace and partners make of each other, and of a plan? |
//! | [`queue`] | how long do customers wait? (the smallest model there is, with a known answer) |
//! | [`subscription`] | how many free users pay one day, how long do they stay, and when does growth kill the company? |
//! | [`referral`] | does a referral programme bring customers who would not have come anyway, and at what cost each? |
//! | [`volunteer`] | what does a crowd of machines that come and go deliver, and at what cost? |
//!
//! A model is one folder: its parameters with their defaults, units and sources (`parameters`), the component
//! that runs on the kernel, its metrics (`metrics`), its figures (`shapes`), and a `README.md` that describes
//! it by the ODD protocol (Grimm et al. 2020). [`catalogue`] lists all models; adding one is a line there.
//!
//! Time is in hours throughout.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::float_cmp))]

mod books;
pub mod catalogue;
pub mod components;
pub mod distribution;
pub mod footprint;
pub mod ledger;
pub mod look;
pub mod marketplace;
mod merge;
pub mod metric;
mod metrics;
pub mod model;
pub mod observation;
pub mod parameter;
pub mod platform;
pub mod quantity;
pub mod queue;
pub mod referral;
mod rules;
pub mod shape;
pub mod subscription;
pub mod table;
pub mod violation;
pub mod volunteer;
