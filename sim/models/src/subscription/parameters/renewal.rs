//! Who renews, whose card fails, and who comes back.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Rate, Share};
use crate::violation::Violation;

use crate::rules::whole;

/// With which probability an account leaves at each renewal; how it differs between accounts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Risk {
    /// The same for all: lives are geometric.
    Constant(Quantity<Share>),
    /// Beta distributed over accounts: the shifted beta-geometric (Fader & Hardie 2007).
    Beta {
        /// The first parameter, from 0.001 to 1e9.
        a: f64,
        /// The second parameter, from 0.001 to 1e9.
        b: f64,
    },
    /// So many kinds of accounts, each with its own risk.
    Groups(BTreeMap<String, RiskGroup>),
}

/// A part of the accounts that share a risk.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskGroup {
    /// Which share of new accounts belong to it; the shares of all groups add up to 1.
    pub share: Quantity<Share>,
    /// With which probability one of them leaves at each renewal.
    pub risk: Quantity<Share>,
}

impl Default for Risk {
    /// Mean 5 %, as different as in the cohort of Fader & Hardie (2007): a + b = 1.886.
    fn default() -> Self {
        Self::Beta { a: 0.0943, b: 1.7917 }
    }
}

impl Risk {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let in_range = |name: &str, value: f64| {
            (!(1e-3..=1e9).contains(&value)).then(|| {
                Violation::new(
                    format!("beta.{name}"),
                    format!("{value} is no parameter of a beta distribution"),
                    "type a number from 0.001 to 1e9, such as 0.704",
                )
            })
        };
        match self {
            Self::Constant(_) => Vec::new(),
            Self::Beta { a, b } => in_range("a", *a).into_iter().chain(in_range("b", *b)).collect(),
            Self::Groups(groups) => {
                whole("groups", groups.values().map(|group| group.share)).into_iter().collect()
            }
        }
    }
}

/// Renewals: who stays at the end of a contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Renewal {
    /// With which probability an account leaves at the end of each contract: `{ constant = "5 %" }`,
    /// `{ beta = { a = 0.704, b = 1.182 } }` over accounts, or `{ groups = ... }`. By default beta
    /// with mean 5 % and a + b as in the "Regular" cohort of Fader & Hardie 2007 (assumption).
    pub risk: Risk,
    /// With which probability a card fails at a charge; never by default.
    pub card_fails: Quantity<Share>,
    /// With which probability each try to charge it again succeeds; 30 % by default (assumption).
    pub retry_succeeds: Quantity<Share>,
    /// How often it is tried again before the account is closed, up to 20; 4 times by default
    /// (assumption).
    pub retries: u32,
    /// How soon accounts that have left come back, as a rate for each of them; never by default.
    pub win_back: Quantity<Rate>,
    /// For how long they may; a year by default (assumption).
    pub win_back_for: Quantity<Duration>,
}

impl Default for Renewal {
    fn default() -> Self {
        const SUCCEEDS: Quantity<Share> = Quantity::constant(0.3);
        const YEAR: Quantity<Duration> = Quantity::constant(8766.0);
        Self {
            risk: Risk::default(),
            card_fails: Quantity::ZERO,
            retry_succeeds: SUCCEEDS,
            retries: 4,
            win_back: Quantity::ZERO,
            win_back_for: YEAR,
        }
    }
}

impl Renewal {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations: Vec<Violation> =
            self.risk.validate().into_iter().map(|violation| violation.within("risk")).collect();
        if self.retries > 20 {
            violations.push(Violation::new(
                "retries",
                format!("nobody tries a card {} times", self.retries),
                "type a whole number up to 20, such as 4",
            ));
        }
        violations
    }
}
