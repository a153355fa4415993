//! Evaluation: what a project caused, and whether it was worth it.
//!
//! A group is better off after a project than before: that is the *gross effect*. How
//! much of it the project caused, the *net effect*, needs a group that is alike and had no
//! project ([`difference_of_means`], [`difference_in_differences`]); what such a group
//! gains anyway is *deadweight*. Of what was caused, part may go to people who were
//! not meant, and part may be taken from others: [`Additionality`]. A simulator has
//! what an evaluator in the field lacks, the same people with and without the
//! project under the same weather; it also has the comparison that an evaluator
//! would have made, so that one can see how wrong that is.
//!
//! Whether it was worth it: [`CashFlows`] over time, cost per outcome
//! ([`CostEffectiveness`], [`efficient`]), and who can pay ([`affordability`], [`burden`]). A [`Survey`] of people tells all of
//! that in a list of numbers, each [`Measured`] with its interval; so does a study over arms of a scenario
//! ([`evaluate`](crate::answer::evaluate)).

mod additionality;
mod affordability;
mod cash_flows;
mod cost_effectiveness;
mod effect;
mod error;
mod measured;
mod ratio;
mod survey;

pub use additionality::Additionality;
pub use affordability::{Household, Quintile, affordability};
pub use cash_flows::CashFlows;
pub use cost_effectiveness::{CostEffectiveness, Efficient, Programme, efficient, weighted};
pub use effect::{Effect, Person, difference_in_differences, difference_of_means, gross_effect};
pub use error::EvaluationError;
pub use measured::Measured;
pub(crate) use measured::about;
pub use ratio::ratio;
pub use survey::{Beside, Survey, burden};
