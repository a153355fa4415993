//! How customers invite others, and what becomes of invitations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::{Quantity, Ratio, Share};
use crate::violation::Violation;

/// How many invitations a new customer sends in all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Count {
    /// Of people who differ in their propensity to invite: Poisson counts whose means vary as a
    /// gamma variate. With a dispersion of 1 it is the geometric distribution.
    NegativeBinomial {
        /// The mean, at most 1000.
        mean: Quantity<Ratio>,
        /// The shape of that gamma, from .001: the smaller, the more people differ.
        dispersion: f64,
    },
    /// Of people who are all alike; at most 1000.
    Poisson(Quantity<Ratio>),
    /// The same for everybody, at most 1000.
    Fixed(u32),
}

/// How customers invite others, and what becomes of invitations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Invitations {
    /// How many invitations a new customer sends where there is a programme: negative binomial
    /// with mean 3 and dispersion .5 by default (assumption; most send none, a few send many).
    pub count: Count,
    /// How long after becoming a customer each of them is sent; exponential with a mean
    /// of 14 days by default (assumption).
    pub delay: Distribution,
    /// Which share of invitations is clicked on; 40 % by default. The three shares multiply to the
    /// conversion rate, .10 by default, so that a customer brings .3 others (assumption).
    pub clicks: Quantity<Share>,
    /// Which share of those who click sign up; 50 % by default.
    pub signs_up: Quantity<Share>,
    /// Which share of those who sign up become paying customers; 50 % by default.
    pub qualifies: Quantity<Share>,
    /// Which share of the invitations would be sent without a programme too; 50 % by default
    /// (assumption). With 100 % the programme changes nobody's propensity to invite.
    pub without_programme: Quantity<Share>,
}

impl Default for Invitations {
    fn default() -> Self {
        const MEAN: Quantity<Ratio> = Quantity::constant(3.0);
        const CLICKS: Quantity<Share> = Quantity::constant(0.4);
        const HALF: Quantity<Share> = Quantity::constant(0.5);
        Self {
            count: Count::NegativeBinomial { mean: MEAN, dispersion: 0.5 },
            delay: Distribution::Exponential { mean: Quantity::days(14) },
            clicks: CLICKS,
            signs_up: HALF,
            qualifies: HALF,
            without_programme: HALF,
        }
    }
}

impl Invitations {
    pub(super) fn validate(&self) -> Vec<Violation> {
        const MOST: f64 = 1000.0;
        let mut violations = Vec::new();
        let mean = match self.count {
            Count::NegativeBinomial { mean, dispersion } => {
                if !(0.001..=1e9).contains(&dispersion) {
                    violations.push(Violation::new(
                        "count.negative_binomial.dispersion",
                        format!("a dispersion of {dispersion} makes no distribution"),
                        "type a number of at least 0.001, such as 0.5",
                    ));
                }
                mean.canonical()
            }
            Count::Poisson(mean) => mean.canonical(),
            Count::Fixed(number) => f64::from(number),
        };
        if mean > MOST {
            violations.push(Violation::new(
                "count",
                format!("nobody sends {mean} invitations"),
                "type a mean of at most 1000, such as 3",
            ));
        }
        violations
    }
}
