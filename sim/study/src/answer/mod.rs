//! Answers: from a study to its results.
//!
//! A [`bazaar_scenario::Study`] states a question; here it becomes a list of tasks, the tasks are
//! run ([`conduct`](crate::experiment::conduct)), and the methods of this crate compute the answer.
//!
//! All runs of a study derive from one seed, with common random numbers, so differences between
//! runs have a smaller variance than with independent runs (Law 2015, section 11.2).

mod compared;
mod error;
mod evaluated;
mod frontier;
mod screened;
mod space;
mod stressed;
mod swept;

pub use compared::{Compared, Gap, Selected, compare};
pub use error::AnswerError;
pub use evaluated::{Evaluated, Evaluation, evaluate};
pub use frontier::{Ending, Found, Frontier, threshold};
pub use screened::{Effects, Screened, screen};
pub use space::{Placed, Space};
pub use stressed::{Discovered, Stressed, Stresses, Verdict, stress};
pub use swept::{Sweep, sweep};
