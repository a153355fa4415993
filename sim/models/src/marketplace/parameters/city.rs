//! Where people live.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Length, Quantity};
use crate::violation::Violation;

/// A city. Buyers and sellers of different cities never meet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct City {
    /// How many people live here, in any unit: both sides' potential is divided over
    /// the cities in proportion. From 0; 1 by default.
    pub population: u32,
    /// The length of a side of the square that the city fills, above zero; 10 km by default
    /// (assumption).
    pub width: Quantity<Length>,
}

impl Default for City {
    fn default() -> Self {
        const WIDTH: Quantity<Length> = Quantity::constant(10.0);
        Self { population: 1, width: WIDTH }
    }
}

/// One city, which needs no name of its own.
pub(super) fn one() -> BTreeMap<String, City> {
    BTreeMap::from([("city".to_owned(), City::default())])
}

impl City {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let fits = (1e-3..=1e5).contains(&self.width.canonical());
        let violation = || {
            Violation::new(
                "width",
                format!("{} is not the width of a city", self.width),
                "type a distance from \"1 m\" to \"100_000 km\"",
            )
        };
        (!fits).then(violation).into_iter().collect()
    }
}

/// Somebody must live somewhere.
pub(super) fn populated(cities: &BTreeMap<String, City>) -> Option<Violation> {
    let nobody = cities.values().all(|city| city.population == 0);
    nobody.then(|| {
        Violation::new(
            "cities",
            "nobody lives in any city",
            "add a city with population = 1, or leave out the table for one city",
        )
    })
}
