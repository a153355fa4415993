//! What buyers ask for, and how they are brought together with sellers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::{Duration, Length, Quantity, Rate, Share};
use crate::rules::drawable;
use crate::violation::Violation;

/// What buyers ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Requests {
    /// How often a buyer who is in needs something, on average; twice a month by
    /// default (assumption). Needs are a Poisson process.
    pub rate: Quantity<Rate>,
    /// How long a buyer waits for a seller before giving up; exponential with mean 24 h by
    /// default (assumption).
    pub patience: Distribution,
    /// After which time the platform takes a request down; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Quantity<Duration>>,
    /// With which probability a buyer first turns to the seller who served last to his
    /// satisfaction; .5 by default (assumption).
    pub loyalty: Quantity<Share>,
    /// From when on buyers may ask; from the beginning by default. Whoever is in before waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
}

impl Requests {
    pub(super) fn validate(&self) -> Vec<Violation> {
        drawable("rate", self.rate).into_iter().collect()
    }
}

impl Default for Requests {
    fn default() -> Self {
        const TWICE_A_MONTH: Quantity<Rate> = Quantity::constant(2.0 / 730.5);
        const LOYALTY: Quantity<Share> = Quantity::constant(0.5);
        Self {
            rate: TWICE_A_MONTH,
            patience: Distribution::Exponential { mean: Quantity::hours(24) },
            expires: None,
            loyalty: LOYALTY,
            from: None,
        }
    }
}

/// How requests find sellers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Matching {
    /// Each request looks for an idle seller, and waits if there is none.
    Search,
    /// A matching function gives the number of matches; nobody waits.
    Function,
}

/// How a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Search {
    /// What distance means: `"plane"` (the default), `"torus"`, a city without edges, or
    /// `"none"`, where everybody is next to everybody and the first in line is served first.
    pub space: Space,
    /// How far away a seller may be at most; 5 km by default (assumption).
    pub radius: Quantity<Length>,
    /// Among how many of the nearest idle sellers a buyer picks the best rated, from 1 to
    /// 16; 1, the nearest, by default.
    pub choices: u32,
    /// How long a seller travels for a kilometre to the buyer; no time by default.
    pub travel_per_km: Quantity<Duration>,
    /// Whether a job ends somewhere else than it began, as a ride does, so that buyers and
    /// sellers are to be found anywhere; false by default.
    pub rides: bool,
}

/// What distance means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Space {
    /// Nothing.
    None,
    /// A square with edges.
    Plane,
    /// A square whose opposite edges are joined.
    Torus,
}

impl Default for Search {
    fn default() -> Self {
        const RADIUS: Quantity<Length> = Quantity::constant(5.0);
        Self { space: Space::Plane, radius: RADIUS, choices: 1, travel_per_km: Quantity::ZERO, rides: false }
    }
}

impl Search {
    /// More would be a list that nobody reads.
    pub const MOST_CHOICES: u32 = 16;

    pub(super) fn validate(&self) -> Vec<Violation> {
        let fits = (1..=Self::MOST_CHOICES).contains(&self.choices);
        let violation = || {
            Violation::new(
                "choices",
                format!("a buyer cannot choose among {}", self.choices),
                "type a whole number from 1 to 16",
            )
        };
        (!fits).then(violation).into_iter().collect()
    }
}

/// The matching function: rate x (buyers x sellers)^(gamma / 2) matches.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MatchingFunction {
    /// Its factor: matches of one buyer and one seller; one a month by default (assumption).
    pub rate: Quantity<Rate>,
    /// Its returns to scale, from 0 to 4: 1, constant, by default (Cullen & Farronato 2021 on
    /// TaskRabbit); 2 is the flywheel of textbooks.
    pub gamma: f64,
}

impl Default for MatchingFunction {
    fn default() -> Self {
        const ONCE_A_MONTH: Quantity<Rate> = Quantity::constant(1.0 / 730.5);
        Self { rate: ONCE_A_MONTH, gamma: 1.0 }
    }
}

impl MatchingFunction {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let fits = (0.0..=4.0).contains(&self.gamma);
        let violation = || {
            Violation::new(
                "gamma",
                format!("{} are no returns to scale", self.gamma),
                "type a number from 0 to 4, such as 1",
            )
        };
        (!fits).then(violation).into_iter().collect()
    }
}
