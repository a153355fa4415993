//! Teams of volunteers.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Share};

/// Teams, for whose credit volunteers compete in BOINC. A volunteer joins one team or none at the beginning,
/// and stays.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Teams {
    /// Share of the volunteers who are in a team, from joining on.
    pub members: Quantity<Share>,
    /// How many teams there are (default assumed).
    #[param(default = 100, range = 1..=10_000)]
    pub count: u32,
    /// How unequal teams are: the k-th team is joined with a probability in proportion to k to the power of
    /// minus this (Zipf 1949). With 0 all are joined equally (default assumed).
    #[param(default = 1.0, range = 0..=10)]
    pub exponent: f64,
}
