//! One side of the market: its potential, how people hear of the platform, and what it is worth to them.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Money, Quantity, Rate, Ratio, Share};

/// One side of the market, buyers or sellers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Side {
    /// How many people could join this side, from 0. A market with one side only has a potential of 0 on the other.
    #[param(default = 10_000)]
    pub potential: u32,
    /// Share of them that knows the platform when the run begins.
    pub aware: Quantity<Share>,
    /// Share of them that is in when the run begins, regardless of their own decision.
    #[param(doubt = start)]
    pub seeded: Quantity<Share>,
    /// The rate at which a person hears of the platform without others, Bass's p (default: Sultan, Farley &
    /// Lehmann 1990: the mean over 213 products).
    #[param(default = "0.03 / year")]
    pub innovation: Quantity<Rate>,
    /// The rate at which a person hears of the platform from others when all others know it, Bass's q
    /// (default: Sultan, Farley & Lehmann 1990).
    #[param(default = "0.38 / year")]
    pub imitation: Quantity<Rate>,
    /// How often a person who knows the platform thinks again about being in (default assumed).
    #[param(default = "1 / week")]
    pub reconsider: Quantity<Rate>,
    /// Whose number makes it worth being in: those of the other side, `"cross_side"`, or those of one's own,
    /// `"same_side"`.
    #[param(default = Network::CrossSide)]
    pub network: Network,
    /// The exponent gamma of the benefit: the benefit grows with the share of the potential that `network`
    /// names, to this power, from 0 to 10.
    #[param(default = 1.0, range = 0..=10)]
    pub gamma: f64,
    /// With `participation = "additive"`: the benefit that does not depend on others.
    pub standalone: Quantity<Ratio>,
    /// With `participation = "additive"`: the benefit if all others were in.
    #[param(default = 1)]
    pub alpha: Quantity<Ratio>,
    /// The most that a person would pay for being in for a month (default assumed). Prices and benefits are
    /// compared as shares of it.
    #[param(default = "$100", above = "$0", because = "prices are compared with it")]
    pub value_scale: Money,
    /// What the platform asks for being in for a month.
    pub price: Money,
    /// What the platform pays for being in for a month.
    pub subsidy: Money,
    /// What being in for a month costs in time and trouble, which is not paid to the platform.
    pub effort: Money,
    /// What each person who joins for the first time costs the platform, such as a bonus.
    pub joining_bonus: Money,
}

/// Whose number makes it worth being in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// That of the other side.
    CrossSide,
    /// That of one's own side.
    SameSide,
}

impl Side {
    /// The cost of being in for a month over the value scale; below zero where the subsidy is larger than
    /// price and effort.
    #[must_use]
    pub fn cost(&self, subsidised: bool) -> f64 {
        let cents = |money: Money| money.minor() as f64;
        let subsidy = if subsidised { cents(self.subsidy) } else { 0.0 };
        (cents(self.price) + cents(self.effort) - subsidy) / cents(self.value_scale)
    }
}
