//! Repeat buying: customers without a contract, who buy again or silently stop.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity};
use crate::violation::Violation;

/// How customers without a contract buy: at random, at rates that are gamma distributed over them, until
/// they are gone, which nobody sees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Repeat {
    /// After each purchase they may be gone, with a probability that is beta distributed (BG/NBD: Fader,
    /// Hardie & Lee 2005).
    BgNbd {
        /// The shape of the gamma distribution of rates, from 0.001 to 1e9.
        r: f64,
        /// Its rate: so long it takes until `r` purchases, on average.
        alpha: Quantity<Duration>,
        /// The first parameter of the beta distribution, from 0.001 to 1e9.
        a: f64,
        /// Its second parameter, from 0.001 to 1e9.
        b: f64,
    },
    /// They may be gone at any time, at a rate that is gamma distributed (Pareto/NBD: Schmittlein,
    /// Morrison & Colombo 1987).
    ParetoNbd {
        /// The shape of the gamma distribution of rates of buying, from 0.001 to 1e9.
        r: f64,
        /// Its rate: so long it takes until `r` purchases, on average.
        alpha: Quantity<Duration>,
        /// The shape of the gamma distribution of rates of leaving, from 0.001 to 1e9.
        s: f64,
        /// Its rate.
        beta: Quantity<Duration>,
    },
}

impl Repeat {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let (model, shapes, times) = match *self {
            Self::BgNbd { r, alpha, a, b } => {
                ("bg_nbd", vec![("r", r), ("a", a), ("b", b)], vec![("alpha", alpha)])
            }
            Self::ParetoNbd { r, alpha, s, beta } => {
                ("pareto_nbd", vec![("r", r), ("s", s)], vec![("alpha", alpha), ("beta", beta)])
            }
        };
        let shapes =
            shapes.into_iter().filter(|(_, value)| !(1e-3..=1e9).contains(value)).map(|(name, value)| {
                Violation::new(
                    format!("{model}.{name}"),
                    format!("{value} is no shape of a distribution"),
                    "type a number from 0.001 to 1e9, such as 0.243",
                )
            });
        let times = times.into_iter().filter(|(_, time)| !(1e-3..=1e9).contains(&time.canonical())).map(
            |(name, time)| {
                Violation::new(
                    format!("{model}.{name}"),
                    format!("{time} is out of range"),
                    "type a duration such as \"4.414 week\"",
                )
            },
        );
        shapes.chain(times).collect()
    }
}
