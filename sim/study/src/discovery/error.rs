//! Why there is no box.

/// What is wrong with a search for a box.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DiscoveryError {
    /// Points and outcomes do not pair.
    #[error(
        "there are {points} points and {outcomes} outcomes: each point needs one, and all points the same factors"
    )]
    Outcomes {
        /// How many points.
        points: usize,
        /// How many outcomes.
        outcomes: usize,
    },
    /// Nothing to tell apart.
    #[error("a box tells cases from the rest: there must be some of both")]
    OneKind,
    /// A setting makes no sense.
    #[error(
        "peeling takes a share above 0 and below 1 at a time and stops at a share from 0 to 1 of the points"
    )]
    Settings,
    /// A coordinate is not a number.
    #[error("point {point} has a coordinate that is not finite")]
    NotFinite {
        /// The index of the point, from 0.
        point: usize,
    },
}
