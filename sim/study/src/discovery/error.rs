//! Errors of scenario discovery.

/// Why scenario discovery is impossible.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DiscoveryError {
    /// Points and outcomes have different lengths.
    #[error(
        "there are {points} points and {outcomes} outcomes: each point needs one, and all points the same factors"
    )]
    Outcomes {
        /// The number of points.
        points: usize,
        /// The number of outcomes.
        outcomes: usize,
    },
    /// All points are cases, or none.
    #[error("scenario discovery needs both points that are cases and points that are not")]
    OneKind,
    /// A setting is out of range.
    #[error("the share of a peeling step must be above 0 and below 1, and the minimum support from 0 to 1")]
    Settings,
    /// A coordinate is not a number.
    #[error("point {point} has a coordinate that is not finite")]
    NotFinite {
        /// The index of the point, from 0.
        point: usize,
    },
}
