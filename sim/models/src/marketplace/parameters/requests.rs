//! What buyers ask for, and how they are matched with sellers.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::{Duration, Length, Quantity, Rate, Share};

/// What buyers ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Requests {
    /// How often a buyer who is in needs something, on average (default assumed). Needs are a Poisson process.
    #[param(default = "2 / month")]
    pub rate: Quantity<Rate>,
    /// How long a buyer waits for a seller before giving up (default assumed).
    #[param(default = Distribution::Exponential { mean: Quantity::hours(24) })]
    pub patience: Distribution,
    /// The time after which the platform takes a request down; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Quantity<Duration>>,
    /// Probability that a buyer first turns to the seller who last served to his satisfaction (default
    /// assumed).
    #[param(default = 0.5)]
    pub loyalty: Quantity<Share>,
    /// When requests begin; at the beginning by default. Buyers who are in before wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
}

/// How requests find sellers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Matching {
    /// Each request looks for an idle seller, and waits if there is none.
    Search,
    /// A matching function gives the number of matches; requests do not wait.
    Function,
}

/// How a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Search {
    /// What distance means: `"plane"`, `"torus"`, a city without edges, or `"none"`, no distances, with
    /// requests served first come, first served.
    #[param(default = Space::Plane)]
    pub space: Space,
    /// How far away a seller may be at most (default assumed).
    #[param(default = 5)]
    pub radius: Quantity<Length>,
    /// The number of nearest idle sellers of whom a buyer picks the best rated, from 1 to 16.
    #[param(default = 1, range = 1..=Search::MOST_CHOICES)]
    pub choices: u32,
    /// How long a seller travels for a kilometre to the buyer.
    pub travel_per_km: Quantity<Duration>,
    /// Whether a job ends somewhere else than it began, as a ride does, so that buyers and sellers are to be found
    /// anywhere.
    pub rides: bool,
}

/// What distance means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Space {
    /// Nothing.
    None,
    /// A square with edges.
    Plane,
    /// A square whose opposite edges are joined.
    Torus,
}

impl Search {
    /// A longer list would not be read by buyers.
    pub const MOST_CHOICES: u32 = 16;
}

/// The matching function: rate x (buyers x sellers)^(gamma / 2) matches.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct MatchingFunction {
    /// The matching function's factor: matches of one buyer and one seller (default assumed).
    #[param(default = "1 / month")]
    pub rate: Quantity<Rate>,
    /// The matching function's returns to scale (default: Cullen & Farronato 2021 on TaskRabbit); 2 is the flywheel of textbooks.
    #[param(default = 1.0, range = 0..=4)]
    pub gamma: f64,
}
