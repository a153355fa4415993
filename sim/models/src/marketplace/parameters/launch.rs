//! How the platform goes to market.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity, Share};
use crate::violation::Violation;

use crate::rules::dollars;

/// How the platform goes to market. Who is seeded is a matter of each side; where is said here.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Launch {
    /// `"everywhere"` at once (the default), or `"city_by_city"`, in the alphabetical order of
    /// their names: a city opens when the one before has taken off, and those who are seeded or
    /// paid for are in the cities that are open, the first ones first.
    pub order: Order,
    /// With `"city_by_city"`: which share of the potential of both sides must be in before the
    /// next city opens; 50 % by default (assumption).
    pub next_city_at: Quantity<Share>,
    /// What may be spent on joiners who are paid for; nothing by default.
    pub budget: Money,
    /// How much of it is spent in a month; $10,000 by default (assumption).
    pub monthly: Money,
    /// Which share of it is spent on sellers; 50 % by default (assumption).
    pub to_sellers: Quantity<Share>,
    /// What it takes to make a buyer join, above zero; $20 by default (assumption).
    pub buyer_costs: Money,
    /// What it takes to make a seller join, above zero; $100 by default (assumption).
    pub seller_costs: Money,
    /// When subsidies end; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subsidies_end: Option<Quantity<Duration>>,
}

/// In which order cities are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// All at once.
    Everywhere,
    /// One after another.
    CityByCity,
}

impl Default for Launch {
    fn default() -> Self {
        const HALF: Quantity<Share> = Quantity::constant(0.5);
        const fn whole(dollars: u64) -> Money {
            Money::new(dollars * 100, Currency::Usd)
        }
        Self {
            order: Order::Everywhere,
            next_city_at: HALF,
            budget: whole(0),
            monthly: whole(10_000),
            to_sellers: HALF,
            buyer_costs: whole(20),
            seller_costs: whole(100),
            subsidies_end: None,
        }
    }
}

impl Launch {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = dollars(&[
            ("budget", self.budget),
            ("monthly", self.monthly),
            ("buyer_costs", self.buyer_costs),
            ("seller_costs", self.seller_costs),
        ]);
        for (name, costs) in [("buyer_costs", self.buyer_costs), ("seller_costs", self.seller_costs)] {
            if costs.minor() == 0 {
                violations.push(Violation::new(
                    name,
                    "if joiners cost nothing, a budget buys everybody",
                    "type an amount such as \"$20\"",
                ));
            }
        }
        violations
    }
}
