//! Estimation methods.

use super::asked::Turning;

/// An estimation method for a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Method {
    /// By replications.
    Mean(Estimator),
    /// By a search for a threshold.
    Turn(Box<Turning>),
}

impl Method {
    /// The number of values in a student's mean.
    pub(super) fn effort(&self) -> u32 {
        match self {
            Method::Mean(estimator) => estimator.replications,
            Method::Turn(_) => 1,
        }
    }

    /// The number of values for a key, in a lab with this number of replications per key.
    pub(super) fn for_key(&self, replications: u32) -> u32 {
        match self {
            Method::Mean(_) => replications,
            Method::Turn(turning) => turning.searches,
        }
    }
}

/// The mean over replications of a metric under edits, or of its difference to another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Estimator {
    pub(super) metric: &'static str,
    pub(super) set: Vec<String>,
    pub(super) minus: Option<(&'static str, Vec<String>)>,
    /// The factor of the mean.
    pub(super) factor: f64,
    /// The number of a student's replications.
    pub(super) replications: u32,
}
