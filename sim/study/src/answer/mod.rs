//! Answers: from a study to its results.
//!
//! A [`bazaar_scenario::Study`] states a question; here it becomes a list of tasks, the tasks are
//! run ([`conduct`](crate::experiment::conduct)), and the methods of this crate compute the answer.
//!
//! All runs of a study derive from one seed, with common random numbers, so differences between
//! runs have a smaller variance than with independent runs (Law 2015, section 11.2).

mod compare;
mod error;
mod evaluate;
mod sensitivity;
mod space;
mod stress;
mod sweep;
mod threshold;

pub use compare::{Compared, Gap, Selected, compare};
pub use error::AnswerError;
pub use evaluate::{Evaluated, Evaluation, evaluate};
pub use sensitivity::{Effects, Screened, sensitivity};
pub use space::{Placed, Space};
pub use stress::{Discovered, Stressed, Stresses, Verdict, stress};
pub use sweep::{Sweep, sweep};
pub use threshold::{Ending, Found, Frontier, threshold};
