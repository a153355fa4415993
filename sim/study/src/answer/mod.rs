//! Answers: from a study to what its runs say.
//!
//! A study asks (see [`bazaar_scenario::Study`]); here its question becomes a list of tasks, the tasks are
//! run ([`conduct`](crate::experiment::conduct)), and the methods of this crate read the answer off.
//!
//! All runs of a study derive from one seed. Wherever two of them ask the same question they get the same
//! answer from chance, so differences between them are known better than either (common random
//! numbers; Law 2015, section 11.2).

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
