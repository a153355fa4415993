//! How buyers take it that jobs are dear.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Money};
use crate::rules::dollars;
use crate::violation::Violation;

/// How demand follows prices. A buyer compares what a job costs here, fee included, with what it usually costs, and needs
/// the platform `exp(-elasticity (price / usual - 1))` times as often as `requests.rate` or `function.rate` says: the
/// semi-logarithmic demand curve, whose elasticity at the usual price is `elasticity`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Demand {
    /// What a job usually costs, above zero: the price at which buyers need something as often as the scenario
    /// says. None by default, and then nobody looks at prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual_price: Option<Money>,
    /// How elastic demand is at the usual price, from 0 (it does not move) to 10; 0.5 by default (Cohen, Hahn, Hall,
    /// Levitt & Metcalfe 2016: 0.4 to 0.6 for rides by UberX; brands of goods are more elastic, 2.62 in the mean
    /// of Bijmolt, van Heerde & Pieters 2005).
    #[schemars(range(min = 0.0, max = 10.0))]
    pub elasticity: f64,
}

impl Default for Demand {
    fn default() -> Self {
        Self { usual_price: None, elasticity: 0.5 }
    }
}

impl Demand {
    /// How many times as often buyers need something at a price in cents that includes their fee; none where
    /// they do not look at prices.
    pub(in crate::marketplace) fn response(&self, price: f64) -> Option<f64> {
        let usual = self.usual_price.filter(|_| self.elasticity > 0.0)?;
        Some(bazaar_engine::variates::exp(-self.elasticity * (price / usual.minor() as f64 - 1.0)))
    }

    pub(super) fn validate(&self) -> Vec<Violation> {
        let usual = self.usual_price.unwrap_or(Money::new(1, Currency::Usd));
        let mut violations = dollars(&[("usual_price", usual)]);
        if usual.minor() == 0 {
            violations.push(Violation::new(
                "usual_price",
                "prices cannot be compared with nothing",
                "type what a job usually costs, such as \"$60\", or leave it out",
            ));
        }
        if !(0.0..=10.0).contains(&self.elasticity) {
            violations.push(Violation::new(
                "elasticity",
                format!("{} is out of range", self.elasticity),
                "type a number from 0, where demand does not follow prices, to 10, such as 0.5",
            ));
        }
        violations
    }
}
