//! The distribution of a metric: over entities if the model records it, otherwise over replications.

use bazaar_study::Outcome;

use super::{Figure, FigureError, entities, over_entities, replications};

/// The distribution of a metric over entities if the model records it, such as
/// the wait over customers, and over replications otherwise.
///
/// # Errors
/// If the model has no such metric, or no replication has a value of it.
pub fn distribution(outcome: &Outcome, name: &str) -> Result<Figure, FigureError> {
    if over_entities(outcome).contains(&name) { entities(outcome, name) } else { replications(outcome, name) }
}
