//! Use, willingness to pay, and responses to prompts.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Money, Quantity, Rate, Ratio, Share};
use crate::violation::Violation;

/// A metered feature. An account uses it a Poisson distributed number of times in a period, at a rate
/// that is gamma distributed over accounts: over all accounts the number is negative binomial.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Feature {
    /// How often an account uses it in a month, on average (default assumed).
    #[param(default = 20.0, range = 1e-9..=1e6, or_zero)]
    pub mean: f64,
    /// The shape of the gamma distribution: the smaller, the more accounts differ (default assumed).
    #[param(default = 0.8, range = 1e-3..=1e9)]
    pub shape: f64,
}

/// The number of users of an account, and its changes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Seats {
    /// How many users an account begins with on average. Those beyond the first are geometrically
    /// distributed.
    #[param(default = 1.0, range = 1..=10_000)]
    pub mean: f64,
    /// How fast users are added, for each user.
    pub grow: Quantity<Rate>,
    /// How fast users are removed, for each user beyond the first.
    pub shrink: Quantity<Rate>,
}

/// Willingness to pay: the most that accounts would pay in a month, with the users they begin with:
/// log-normal over accounts. The value of another user is the mean value of those.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
#[params(rules = Self::rules)]
pub struct Willingness {
    /// The mean over accounts, of which it is log-normal (default assumed).
    #[param(default = "$10", above = "$0")]
    pub mean: Money,
    /// The standard deviation over the mean (default assumed).
    #[param(default = 1, range = ..=100)]
    pub cv: Quantity<Ratio>,
    /// The correlation of willingness with the rate of the first feature (in alphabetical order), between
    /// their normal scores.
    #[param(range = -0.99..=0.99)]
    pub with_usage: f64,
    /// The correlation of willingness with the risk of leaving at a renewal, between their normal scores.
    #[param(range = -0.99..=0.99)]
    pub with_risk: f64,
    /// The correlation of the rate of the first feature with the risk of leaving, between their normal
    /// scores.
    #[param(range = -0.99..=0.99)]
    pub usage_with_risk: f64,
}

impl Willingness {
    fn rules(&self) -> Option<Violation> {
        let (u, r, v) = (self.with_usage, self.with_risk, self.usage_with_risk);
        let are_correlations = [u, r, v].into_iter().all(|value| value.abs() < 1.0);
        // The determinant of the matrix of correlations.
        let determinant = 1.0 + 2.0 * u * r * v - u * u - r * r - v * v;
        (are_correlations && determinant < 1e-6).then(|| {
            Violation::new(
                "usage_with_risk",
                "the three correlations must form a positive definite matrix",
                "bring one of the three correlations nearer to 0",
            )
            .and("with_usage")
            .and("with_risk")
        })
    }
}

/// Responses of accounts that reach a cap and are asked to upgrade.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Prompts {
    /// How strongly price decides: with x the price in a month over the willingness, the account accepts with
    /// probability 1 / (1 + exp(steepness (x - even_at))), and never if x is above 1 (default assumed).
    #[param(default = 6.0, range = 0..=100)]
    pub steepness: f64,
    /// The price over the willingness at which half of the accounts accept (default assumed).
    #[param(default = 0.5, range = 0..=100)]
    pub even_at: f64,
    /// Share of those who decline on a free plan that leave for good.
    pub annoyed: Quantity<Share>,
}

/// The conversion of trials: (1 - exp(-learns t)) exp(-tires t) of those that last t convert.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Trying {
    /// How fast users on trial learn the product's value (default: after the published experiment with 7 and
    /// 30 days, arXiv 2006.13420).
    #[param(default = "0.6 / d")]
    pub learns: Quantity<Rate>,
    /// How fast interest is lost (default: arXiv 2006.13420).
    #[param(default = "0.00302 / d")]
    pub tires: Quantity<Rate>,
    /// Whether those who would convert also weigh the price, as at a prompt.
    pub weighs_price: bool,
}

/// What accounts do spontaneously: competing hazards.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Changes {
    /// How fast accounts consider moving up a plan without having reached a cap; they then decide as at a
    /// prompt.
    pub upgrade: Quantity<Rate>,
    /// How fast paying accounts move down a plan.
    pub downgrade: Quantity<Rate>,
    /// Probability that a paying account moves down at a renewal if its last period would have fitted the
    /// lower plan's caps.
    pub downgrade_unused: Quantity<Share>,
    /// How fast paying accounts pause.
    pub pause: Quantity<Rate>,
    /// How fast paused accounts resume (default assumed).
    #[param(default = "0.5 / month")]
    pub resume: Quantity<Rate>,
    /// How fast free accounts are abandoned for good.
    pub abandon: Quantity<Rate>,
}

/// The features of the organisation plans of fact P3.
pub(super) fn organisations() -> BTreeMap<String, Feature> {
    [("courses", 3.0), ("job_listings", 1.0), ("verifications", 20.0)]
        .map(|(name, mean)| (name.to_owned(), Feature { mean, ..Feature::default() }))
        .into()
}
