//! How the platform goes to market.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity, Share};

/// How the platform goes to market. The shares that are seeded are parameters of each side; this table gives
/// the cities.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Launch {
    /// `"everywhere"` at once, or `"city_by_city"`, in the alphabetical order of their names: a city opens when the
    /// one before has taken off, and those who are seeded or paid for are in the cities that are open, the first ones
    /// first.
    #[param(default = Order::Everywhere)]
    pub order: Order,
    /// With `"city_by_city"`: the share of the potential of both sides that must be in before the next city
    /// opens (default assumed).
    #[param(default = 0.5)]
    pub next_city_at: Quantity<Share>,
    /// What may be spent on joiners who are paid for.
    pub budget: Money,
    /// How much of the budget is spent in a month (default assumed).
    #[param(default = "$10_000")]
    pub monthly: Money,
    /// Share of the budget that is spent on sellers (default assumed).
    #[param(default = 0.5)]
    pub to_sellers: Quantity<Share>,
    /// What it costs to make a buyer join (default assumed).
    #[param(default = "$20", above = "$0", because = "if joiners cost nothing, any budget is unlimited")]
    pub buyer_costs: Money,
    /// What it costs to make a seller join (default assumed).
    #[param(default = "$100", above = "$0", because = "if joiners cost nothing, any budget is unlimited")]
    pub seller_costs: Money,
    /// When subsidies end; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subsidies_end: Option<Quantity<Duration>>,
}

/// The order in which cities are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// All at once.
    Everywhere,
    /// One after another.
    CityByCity,
}
