//! How customers invite others, and the outcome of invitations.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::{Quantity, Ratio, Share};

/// How many invitations a new customer sends in all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub enum Count {
    /// For people who differ in their propensity to invite: Poisson counts whose means are gamma distributed.
    /// With a dispersion of 1 it is the geometric distribution.
    NegativeBinomial {
        /// The mean.
        #[param(range = ..=1000, example = 3)]
        mean: Quantity<Ratio>,
        /// The shape of that gamma distribution: the smaller, the more people differ.
        #[param(range = 0.001..=1e9, example = 0.5)]
        dispersion: f64,
    },
    /// For people with the same propensity to invite.
    Poisson(#[param(range = ..=1000, example = 3)] Quantity<Ratio>),
    /// The same number for each.
    Fixed(#[param(range = ..=1000, example = 3)] u32),
}

/// How customers invite others, and the outcome of invitations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Invitations {
    /// How many invitations a new customer sends where there is a programme: negative binomial with mean 3 and
    /// dispersion .5 by default (assumption; most send none, a few send many).
    #[param(default = Count::NegativeBinomial { mean: Quantity::constant(3.0), dispersion: 0.5 })]
    pub count: Count,
    /// How long after becoming a customer each invitation is sent (default assumed).
    #[param(default = Distribution::Exponential { mean: Quantity::days(14) })]
    pub delay: Distribution,
    /// Share of invitations that are clicked on. The product of the three shares is the conversion rate; by
    /// default a customer so brings .3 others (assumption).
    #[param(default = 0.4)]
    pub clicks: Quantity<Share>,
    /// Share of those who click that sign up.
    #[param(default = 0.5)]
    pub signs_up: Quantity<Share>,
    /// Share of those who sign up that become paying customers.
    #[param(default = 0.5)]
    pub qualifies: Quantity<Share>,
    /// Share of the invitations that would be sent without a programme too (default assumed). With 100 % the
    /// programme does not change the propensity to invite.
    #[param(default = 0.5)]
    pub without_programme: Quantity<Share>,
}
