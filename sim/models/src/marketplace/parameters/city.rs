//! Cities, in which people live.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Length, Quantity};
use crate::violation::Violation;

/// A city. Buyers and sellers of different cities never meet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct City {
    /// How many people live here, in any unit: both sides' potential is divided over the cities in proportion.
    #[param(default = 1)]
    pub population: u32,
    /// The length of a side of the square that the city fills (default assumed).
    #[param(default = 10, range = "1 m"..="100_000 km")]
    pub width: Quantity<Length>,
}

/// One city, which needs no name of its own.
pub(super) fn one() -> BTreeMap<String, City> {
    BTreeMap::from([("city".to_owned(), City::default())])
}

/// At least one city must have people.
pub(super) fn populated(cities: &BTreeMap<String, City>) -> Option<Violation> {
    let nobody = cities.values().all(|city| city.population == 0);
    nobody.then(|| {
        Violation::new(
            "cities",
            "at least one city must have a population above zero",
            "add a city with population = 1, or leave out the table for one city",
        )
    })
}
