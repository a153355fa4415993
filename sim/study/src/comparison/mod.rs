//! Comparison: which of several arms is better, and by how much.
//!
//! With common random numbers, paired differences between arms vary less than the arms do:
//! [`paired`]. Several comparisons need wider intervals to hold simultaneously:
//! [`against_control`], [`all_pairs`]. If you need the best arm rather than all differences,
//! [`select`] stops running the inferior ones early.

mod kim_nelson;
mod paired;
mod several;

pub use kim_nelson::{Selection, SelectionError, Selector, select};
pub use paired::{Difference, paired};
pub use several::{Comparison, against_control, all_pairs};
