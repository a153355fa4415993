//! How demand responds to prices.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::Money;

/// How demand follows prices. A buyer compares what a job costs here, fee included, with what it usually costs, and needs
/// the platform `exp(-elasticity (price / usual - 1))` times as often as `requests.rate` or `function.rate` says: the
/// semi-logarithmic demand curve, whose elasticity at the usual price is `elasticity`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Demand {
    /// What a job usually costs, above zero: the price at which buyers need something as often as the
    /// scenario says. None by default, and then demand does not depend on prices.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(above = "$0", because = "prices are divided by it")]
    pub usual_price: Option<Money>,
    /// How elastic demand is at the usual price, from 0 (it does not move) to 10 (default: Cohen, Hahn, Hall, Levitt
    /// & Metcalfe 2016: 0.4 to 0.6 for rides by UberX; brands of goods are more elastic, 2.62 in the mean of Bijmolt,
    /// van Heerde & Pieters 2005).
    #[param(default = 0.5, range = 0..=10)]
    pub elasticity: f64,
}

impl Demand {
    /// The factor on buyers' needs at a price in cents that includes their fee; `None` if demand does not
    /// depend on prices.
    pub(in crate::marketplace) fn response(&self, price: f64) -> Option<f64> {
        let usual = self.usual_price.filter(|_| self.elasticity > 0.0)?;
        Some(bazaar_numerics::variates::exp(-self.elasticity * (price / usual.minor() as f64 - 1.0)))
    }
}
