//! One side of the market: who could join it, how they hear of it, what they want from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Money, Quantity, Rate, Ratio, Share};
use crate::violation::Violation;

use crate::rules::{dollars, drawable};

/// One side of the market, buyers or sellers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Side {
    /// How many people could join this side, from 0; 10,000 by default. A market
    /// with one side only has a potential of 0 on the other.
    pub potential: u32,
    /// Which share of them knows the platform when the run begins; none by default.
    pub aware: Quantity<Share>,
    /// Which share of them is in when the run begins, wanted or not; none by default.
    pub seeded: Quantity<Share>,
    /// At which rate somebody hears of the platform by himself, Bass's p; .03 a year by
    /// default (Sultan, Farley & Lehmann 1990: the mean over 213 products).
    pub innovation: Quantity<Rate>,
    /// At which rate somebody hears of it from others when all others know it, Bass's
    /// q; .38 a year by default (the same source).
    pub imitation: Quantity<Rate>,
    /// How often somebody who knows the platform thinks again about being in; once a
    /// week on average by default (assumption).
    pub reconsider: Quantity<Rate>,
    /// Whose number makes it worth being in: those of the other side, `"cross_side"`
    /// (the default), or those of one's own, `"same_side"`.
    pub network: Network,
    /// How the benefit grows with that number: the exponent of their share of the
    /// potential, from 0 to 10; 1 by default.
    pub gamma: f64,
    /// With `participation = "additive"`: the benefit that needs nobody else; 0 by default.
    pub standalone: Quantity<Ratio>,
    /// With `participation = "additive"`: the benefit if all others were in; 1 by default.
    pub alpha: Quantity<Ratio>,
    /// The most that anybody would pay for being in for a month, above zero; $100 by
    /// default (assumption). Prices and benefits are compared as shares of it.
    pub value_scale: Money,
    /// What the platform asks for being in for a month; nothing by default.
    pub price: Money,
    /// What the platform pays for being in for a month; nothing by default.
    pub subsidy: Money,
    /// What being in for a month costs in time and trouble, paid to nobody; nothing by default.
    pub effort: Money,
    /// What everybody who joins for the first time costs the platform, such as a
    /// bonus; nothing by default.
    pub joining_bonus: Money,
}

/// Whose number makes it worth being in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// That of the other side.
    CrossSide,
    /// That of one's own side.
    SameSide,
}

impl Default for Side {
    fn default() -> Self {
        const INNOVATION: Quantity<Rate> = Quantity::constant(0.03 / 8766.0);
        const IMITATION: Quantity<Rate> = Quantity::constant(0.38 / 8766.0);
        const WEEKLY: Quantity<Rate> = Quantity::constant(1.0 / 168.0);
        const ONE: Quantity<Ratio> = Quantity::constant(1.0);
        const NOTHING: Money = Money::new(0, Currency::Usd);
        Self {
            potential: 10_000,
            aware: Quantity::ZERO,
            seeded: Quantity::ZERO,
            innovation: INNOVATION,
            imitation: IMITATION,
            reconsider: WEEKLY,
            network: Network::CrossSide,
            gamma: 1.0,
            standalone: Quantity::ZERO,
            alpha: ONE,
            value_scale: Money::new(10_000, Currency::Usd),
            price: NOTHING,
            subsidy: NOTHING,
            effort: NOTHING,
            joining_bonus: NOTHING,
        }
    }
}

impl Side {
    /// What being in costs in a month over the most that anybody would pay; below
    /// zero where the subsidy is larger than price and effort.
    #[must_use]
    pub fn cost(&self, subsidised: bool) -> f64 {
        let cents = |money: Money| money.minor() as f64;
        let subsidy = if subsidised { cents(self.subsidy) } else { 0.0 };
        (cents(self.price) + cents(self.effort) - subsidy) / cents(self.value_scale)
    }

    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = dollars(&self.amounts());
        let rates =
            [("innovation", self.innovation), ("imitation", self.imitation), ("reconsider", self.reconsider)];
        violations.extend(rates.into_iter().filter_map(|(name, rate)| drawable(name, rate)));
        if self.value_scale.minor() == 0 {
            violations.push(Violation::new(
                "value_scale",
                "prices cannot be compared with nothing",
                "type the most that anybody would pay in a month, such as \"$100\"",
            ));
        }
        if !(0.0..=10.0).contains(&self.gamma) {
            violations.push(Violation::new(
                "gamma",
                format!("a share to the power of {} is no benefit", self.gamma),
                "type a number from 0 to 10, such as 1",
            ));
        }
        violations
    }

    fn amounts(&self) -> [(&'static str, Money); 5] {
        [
            ("value_scale", self.value_scale),
            ("price", self.price),
            ("subsidy", self.subsidy),
            ("effort", self.effort),
            ("joining_bonus", self.joining_bonus),
        ]
    }
}
