//! Comparison: which of several arms is better, and by how much.
//!
//! Arms that share their random streams see the same weather, so their
//! differences, replication by replication, vary less than the arms do:
//! [`paired`]. With several comparisons each interval must be wider, or one of them is
//! wrong too often: [`against_control`], [`all_pairs`]. And whoever wants the best
//! arm rather than all differences can stop running the bad ones early: [`select`].

mod kim_nelson;
mod paired;
mod several;

pub use kim_nelson::{Selection, SelectionError, Selector, select};
pub use paired::{Difference, paired};
pub use several::{Comparison, against_control, all_pairs};
