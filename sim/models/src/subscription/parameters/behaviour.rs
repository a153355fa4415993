//! What accounts use, what they would pay, and what they answer when asked to upgrade.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Money, Quantity, Rate, Ratio, Share};
use crate::violation::Violation;

use crate::rules::{dollars, factor};

/// A metered feature. An account uses it a Poisson distributed number of times in a period, at a rate
/// that is gamma distributed over accounts: over all accounts the number is negative binomial.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Feature {
    /// How often an account uses it in a month, on average; 20 times by default (assumption).
    pub mean: f64,
    /// The shape of the gamma distribution, from 0.001 to 1e9: the smaller, the more accounts differ.
    /// 0.8 by default (assumption).
    pub shape: f64,
}

impl Default for Feature {
    fn default() -> Self {
        Self { mean: 20.0, shape: 0.8 }
    }
}

impl Feature {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        let never = self.mean.to_bits() == 0;
        if !never && !(1e-9..=1e6).contains(&self.mean) {
            violations.push(Violation::new(
                "mean",
                format!("nobody uses a feature {:e} times a month", self.mean),
                "type 0, or a number from 1e-9 to 1e6, such as 20",
            ));
        }
        if !(1e-3..=1e9).contains(&self.shape) {
            violations.push(Violation::new(
                "shape",
                format!("{} is no shape of a gamma distribution", self.shape),
                "type a number from 0.001 to 1e9, such as 0.8",
            ));
        }
        violations
    }
}

/// How many users an account has, and how that changes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Seats {
    /// How many users an account begins with on average, from 1; 1 by default. Those beyond the first are
    /// geometrically distributed.
    pub mean: f64,
    /// How fast users are added, for each user there is; never by default.
    pub grow: Quantity<Rate>,
    /// How fast users are removed, for each user beyond the first; never by default.
    pub shrink: Quantity<Rate>,
}

impl Default for Seats {
    fn default() -> Self {
        Self { mean: 1.0, grow: Quantity::ZERO, shrink: Quantity::ZERO }
    }
}

impl Seats {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let fits = (1.0..=1e4).contains(&self.mean);
        let violation = || {
            Violation::new(
                "mean",
                format!("an account does not have {} users", self.mean),
                "type a number from 1 to 10_000, such as 3",
            )
        };
        (!fits).then(violation).into_iter().collect()
    }
}

/// What accounts would pay in a month at most, with the users they begin with: log-normal over accounts. Another user is worth
/// to an account what each of those is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Willingness {
    /// The mean, above $0; $10 by default (assumption).
    pub mean: Money,
    /// The standard deviation over the mean, up to 100; 1 by default (assumption).
    pub cv: Quantity<Ratio>,
    /// How willingness goes with the rate of the first feature (in alphabetical order), as the
    /// correlation of their normal scores, from -0.99 to 0.99; 0 by default.
    pub with_usage: f64,
    /// The same for willingness and the risk of leaving at a renewal; 0 by default.
    pub with_risk: f64,
    /// The same for the rate of the first feature and the risk; 0 by default.
    pub usage_with_risk: f64,
}

impl Default for Willingness {
    fn default() -> Self {
        const CV: Quantity<Ratio> = Quantity::constant(1.0);
        Self {
            mean: Money::new(1_000, Currency::Usd),
            cv: CV,
            with_usage: 0.0,
            with_risk: 0.0,
            usage_with_risk: 0.0,
        }
    }
}

impl Willingness {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations = dollars(&[("mean", self.mean)]);
        if self.mean.minor() == 0 {
            violations.push(Violation::new(
                "mean",
                "a mean of nothing makes no distribution",
                "type an amount such as \"$10\"",
            ));
        }
        violations.extend(factor("cv", self.cv));
        let (u, r, v) = (self.with_usage, self.with_risk, self.usage_with_risk);
        for (name, value) in [("with_usage", u), ("with_risk", r), ("usage_with_risk", v)] {
            if !(-0.99..=0.99).contains(&value) {
                violations.push(Violation::new(
                    name,
                    format!("{value} is no correlation"),
                    "type a number from -0.99 to 0.99",
                ));
            }
        }
        // The determinant of the matrix of correlations.
        let determinant = 1.0 + 2.0 * u * r * v - u * u - r * r - v * v;
        if violations.is_empty() && determinant < 1e-6 {
            violations.push(
                Violation::new(
                    "usage_with_risk",
                    "three things cannot go together like that",
                    "bring one of the three correlations nearer to 0",
                )
                .and("with_usage")
                .and("with_risk"),
            );
        }
        violations
    }
}

/// What happens when an account reaches a cap and is asked to upgrade.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Prompts {
    /// How firmly price decides: with x the price in a month over the willingness, the account accepts with
    /// probability 1 / (1 + exp(steepness (x - even_at))), and never if x is above 1. From 0 to 100; 6 by default (assumption).
    pub steepness: f64,
    /// At which x half of them accept, from 0 to 100; 0.5 by default (assumption).
    pub even_at: f64,
    /// Which share of those who decline on a free plan leave for good; none by default.
    pub annoyed: Quantity<Share>,
}

impl Default for Prompts {
    fn default() -> Self {
        Self { steepness: 6.0, even_at: 0.5, annoyed: Quantity::ZERO }
    }
}

impl Prompts {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let values = [("steepness", self.steepness), ("even_at", self.even_at)];
        let outside = values.into_iter().filter(|(_, value)| !(0.0..=100.0).contains(value));
        outside
            .map(|(name, value)| {
                Violation::new(
                    name,
                    format!("{value} is out of range"),
                    "type a number from 0 to 100, such as 1",
                )
            })
            .collect()
    }
}

/// What a trial leads to: (1 - exp(-learns t)) exp(-tires t) of those that last t convert.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Trying {
    /// How fast whoever tries learns what it is good for; 0.6 a day by default (after the published
    /// experiment with 7 and 30 days, arXiv 2006.13420).
    pub learns: Quantity<Rate>,
    /// How fast interest is lost; 0.00302 a day by default (the same).
    pub tires: Quantity<Rate>,
    /// Whether those who would convert also weigh the price, as at a prompt; false by default.
    pub weighs_price: bool,
}

impl Default for Trying {
    fn default() -> Self {
        const LEARNS: Quantity<Rate> = Quantity::constant(0.6 / 24.0);
        const TIRES: Quantity<Rate> = Quantity::constant(0.00302 / 24.0);
        Self { learns: LEARNS, tires: TIRES, weighs_price: false }
    }
}

/// What accounts do of themselves: competing hazards.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Changes {
    /// How fast accounts think of moving up a plan without having reached a cap; they then decide as at a
    /// prompt. Never by default.
    pub upgrade: Quantity<Rate>,
    /// How fast paying accounts move down a plan; never by default.
    pub downgrade: Quantity<Rate>,
    /// With which probability a paying account moves down at a renewal if its last period would have fitted
    /// the lower plan's caps; 0 by default.
    pub downgrade_unused: Quantity<Share>,
    /// How fast paying accounts pause; never by default.
    pub pause: Quantity<Rate>,
    /// How fast those that pause go on; once in 2 months by default (assumption).
    pub resume: Quantity<Rate>,
    /// How fast free accounts are abandoned for good; never by default.
    pub abandon: Quantity<Rate>,
}

impl Default for Changes {
    fn default() -> Self {
        const RESUME: Quantity<Rate> = Quantity::constant(0.5 / 730.5);
        Self {
            upgrade: Quantity::ZERO,
            downgrade: Quantity::ZERO,
            downgrade_unused: Quantity::ZERO,
            pause: Quantity::ZERO,
            resume: RESUME,
            abandon: Quantity::ZERO,
        }
    }
}
