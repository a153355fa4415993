//! The ways in which a number is found.

use super::asked::Turning;

/// A way of finding a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Method {
    /// From replications.
    Mean(Estimator),
    /// By a search for where an outcome turns.
    Turn(Box<Turning>),
}

impl Method {
    /// So many values a student takes the mean of.
    pub(super) fn effort(&self) -> u32 {
        match self {
            Method::Mean(estimator) => estimator.replications,
            Method::Turn(_) => 1,
        }
    }

    /// So many values a key is made from, in a lab whose keys take so many replications.
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
    /// By what the mean is multiplied.
    pub(super) factor: f64,
    /// How many replications a student makes.
    pub(super) replications: u32,
}
