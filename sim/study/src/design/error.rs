//! Errors of designs.

/// Why a design cannot be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DesignError {
    /// No point or no factor.
    #[error("a design needs at least one point and one factor")]
    Empty,
    /// More coordinates than the table of direction numbers has.
    #[error(
        "Sobol points have at most {most} coordinates, and {asked} are asked for: a Latin hypercube has no limit"
    )]
    Dimensions {
        /// The limit.
        asked: usize,
        /// The number requested.
        most: usize,
    },
    /// Too many points.
    #[error("the design has more than {most} points: take fewer values of a factor, or a Latin hypercube")]
    TooManyPoints {
        /// The limit.
        most: usize,
    },
    /// A range is empty.
    #[error("a range goes from a lower to a higher number, not from {low} to {high}")]
    Range {
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// A logarithmic range includes zero.
    #[error("a logarithmic range lies above 0, and this one begins at {low}")]
    NotPositive {
        /// Its lower end.
        low: f64,
    },
    /// A choice without alternatives.
    #[error("a choice needs at least one thing to choose")]
    NoChoice,
    /// A matrix that is not one of correlations.
    #[error(
        "no variables have these correlations: the matrix is not positive definite with ones on its diagonal, one row per factor"
    )]
    Correlations,
    /// Too few points for a rank correlation.
    #[error("{factors} factors can be correlated from {needed} points on, and there are {points}")]
    TooFewPoints {
        /// The number of factors.
        factors: usize,
        /// The number of points that they need.
        needed: usize,
        /// The number of points.
        points: usize,
    },
}
