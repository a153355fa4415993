//! Renewals, failing cards, and win-back.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Quantity, Rate, Share};

/// The distribution over accounts of the probability of leaving at each renewal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub enum Risk {
    /// The same for all: lifetimes are geometric.
    Constant(Quantity<Share>),
    /// Beta distributed over accounts: the shifted beta-geometric (Fader & Hardie 2007).
    Beta {
        /// The first parameter.
        #[param(range = 1e-3..=1e9, example = 0.704)]
        a: f64,
        /// The second parameter.
        #[param(range = 1e-3..=1e9, example = 1.182)]
        b: f64,
    },
    /// Groups of accounts, each with its own risk.
    Groups(#[param(whole = share)] BTreeMap<String, RiskGroup>),
}

/// A part of the accounts that share a risk.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(deny_unknown_fields)]
pub struct RiskGroup {
    /// Share of new accounts that belong to it; the shares of all groups add up to 1.
    pub share: Quantity<Share>,
    /// Probability that one of them leaves at each renewal.
    pub risk: Quantity<Share>,
}

impl Default for Risk {
    /// Mean 5 %, with the heterogeneity of the cohort of Fader & Hardie (2007): a + b = 1.886.
    fn default() -> Self {
        Self::Beta { a: 0.0943, b: 1.7917 }
    }
}

/// Renewals: who stays at the end of a contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Renewal {
    /// Probability that an account leaves at the end of each contract: `{ constant = "5 %" }`,
    /// `{ beta = { a = 0.704, b = 1.182 } }` over accounts, or `{ groups = ... }`. By default beta with mean
    /// 5 % and a + b as in the "Regular" cohort of Fader & Hardie 2007 (assumption).
    pub risk: Risk,
    /// Probability that a card fails at a charge.
    pub card_fails: Quantity<Share>,
    /// Probability that each retry of a charge succeeds (default assumed).
    #[param(default = 0.3)]
    pub retry_succeeds: Quantity<Share>,
    /// How often a charge is tried again before the account is closed (default assumed).
    #[param(default = 4, range = ..=20)]
    pub retries: u32,
    /// How fast accounts that have left come back, as a rate for each of them.
    pub win_back: Quantity<Rate>,
    /// The time within which accounts that have left may come back (default assumed).
    #[param(default = "1 year")]
    pub win_back_for: Quantity<Duration>,
}
