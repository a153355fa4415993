//! Where owners live, and what power costs them there.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, EnergyPrice, Power as Watts, Quantity, Share};
use crate::violation::Violation;

/// Where owners live.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Region {
    /// Share of the hosts that are here, from 0 to 1.
    pub share: Quantity<Share>,
    /// What the owner pays for power.
    pub energy_price: EnergyPrice,
    /// Local time minus universal time, in hours. Only diurnal hosts depend on it.
    #[serde(default)]
    #[param(range = -12.0..=14.0, example = -6.0, because = "no place on Earth is further from universal time")]
    pub utc_offset: f64,
}

/// The lecture's two prices (V10), half of the owners each (assumption).
pub(super) fn usa_and_europe() -> BTreeMap<String, Region> {
    const HALF: Quantity<Share> = Quantity::constant(0.5);
    [
        ("usa", EnergyPrice::constant(0.08, Currency::Usd), -6.0),
        ("europe", EnergyPrice::constant(0.20, Currency::Eur), 1.0),
    ]
    .into_iter()
    .map(|(name, energy_price, utc_offset)| {
        (name.to_owned(), Region { share: HALF, energy_price, utc_offset })
    })
    .collect()
}

/// The power that a machine draws from the socket.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[params(rules = Self::rules)]
pub struct Power {
    /// The power of a machine that is switched on and idle (default: V10).
    #[param(default = 100)]
    pub idle: Quantity<Watts>,
    /// The power of a machine that computes, at least `idle` (default: V10).
    #[param(default = 150)]
    pub active: Quantity<Watts>,
}

impl Power {
    fn rules(&self) -> Vec<Violation> {
        if self.active >= self.idle {
            return Vec::new();
        }
        vec![
            Violation::new(
                "active",
                format!("`active` must be at least `idle`, {}, got {}", self.idle, self.active),
                "type at least as much as idle",
            )
            .and("idle"),
        ]
    }
}
