//! Impact evaluation and economic evaluation: what a project caused, and whether it was worth the
//! cost.
//!
//! The change of a group from before to after a project is the *gross effect*. The part that the
//! project caused, the *net effect*, needs a comparable group without the project
//! ([`difference_of_means`], [`difference_in_differences`]); the part that would have come about
//! anyway is *deadweight*. Of the net effect, part may go to people outside the target group, and
//! part may be at the expense of others: [`Additionality`]. A simulator has the counterfactual that
//! an evaluator in the field lacks: the same people with and without the project, with common
//! random numbers. It also has the comparison that an evaluator would have made, so its bias can be
//! measured.
//!
//! Whether it was worth the cost: [`CashFlows`] over time, cost per outcome ([`CostEffectiveness`],
//! [`efficient`]), and affordability ([`affordability`], [`burden`]). A [`Survey`] of people
//! computes all of these in a list, each [`Measured`] with its interval; so does a study over arms
//! of a scenario ([`evaluate`](crate::answer::evaluate)).

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
