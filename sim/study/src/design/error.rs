//! Errors of designs.

/// Why a design cannot be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DesignError {
    /// No point or no factor.
    #[error("a design needs at least one point and one factor")]
    Empty,
    /// More coordinates than the table of direction numbers has.
    #[error(
        "Sobol points have at most {most} coordinates, and {asked} are needed: take a Latin hypercube, which has no limit"
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
    #[error("the low end of a range must be below its high end, got {low} and {high}")]
    Range {
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// A logarithmic range includes zero.
    #[error("the low end of a logarithmic range must be above 0, got {low}")]
    NotPositive {
        /// Its lower end.
        low: f64,
    },
    /// A choice without alternatives.
    #[error("a choice needs at least one alternative")]
    NoChoice,
    /// A matrix that is not one of correlations.
    #[error(
        "the correlation matrix must be positive definite, with ones on its diagonal and one row per factor"
    )]
    Correlations,
    /// Too few points for a rank correlation.
    #[error("a rank correlation of {factors} factors needs at least {needed} points, got {points}")]
    TooFewPoints {
        /// The number of factors.
        factors: usize,
        /// The number of points that they need.
        needed: usize,
        /// The number of points.
        points: usize,
    },
}
