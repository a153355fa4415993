//! Why a design cannot be made.

/// What is wrong with a design.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DesignError {
    /// There is nothing to run.
    #[error("a design needs at least one point and one factor")]
    Empty,
    /// The table of direction numbers ends.
    #[error(
        "Sobol points have at most {most} coordinates, and {asked} are asked for: a Latin hypercube has no limit"
    )]
    Dimensions {
        /// How many coordinates.
        asked: usize,
        /// How many there are.
        most: usize,
    },
    /// More points than anybody could run.
    #[error("the design has more than {most} points: take fewer values of a factor, or a Latin hypercube")]
    TooManyPoints {
        /// The limit.
        most: usize,
    },
    /// A range has no inside.
    #[error("a range goes from a lower to a higher number, not from {low} to {high}")]
    Range {
        /// Where it begins.
        low: f64,
        /// Where it ends.
        high: f64,
    },
    /// A logarithmic range holds zero.
    #[error("a logarithmic range lies above 0, and this one begins at {low}")]
    NotPositive {
        /// Where it begins.
        low: f64,
    },
    /// A choice between nothing.
    #[error("a choice needs at least one thing to choose")]
    NoChoice,
    /// Correlations that no variables can have.
    #[error(
        "no variables have these correlations: the matrix is not positive definite with ones on its diagonal, one row per factor"
    )]
    Correlations,
    /// As many points as ranks can be told apart for.
    #[error("{factors} factors can be correlated from {needed} points on, and there are {points}")]
    TooFewPoints {
        /// How many factors.
        factors: usize,
        /// How many points they need.
        needed: usize,
        /// How many there are.
        points: usize,
    },
}
