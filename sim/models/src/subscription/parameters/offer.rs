//! The price list: the price of each plan, its contents and its upgrade.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::{Currency, Duration, Money, Quantity, Ratio, Share};
use crate::violation::Violation;

use super::renewal::Risk;
use super::repeat::Repeat;

/// A plan of the price list. One that costs nothing is free.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
#[params(rules = Self::rules)]
pub struct Offer {
    /// What it costs in a billing period, or, with `repeat`, in a purchase.
    pub price: Money,
    /// What each user beyond `seats_included` costs in a billing period.
    pub per_seat: Money,
    /// How many users the price includes.
    pub seats_included: u32,
    /// How many users it allows at most (P3: 3); no limit by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_at_most: Option<u32>,
    /// The length of a billing period. Caps count in it.
    #[param(default = "1 month", range = "1 h"..="100 year")]
    pub period: Quantity<Duration>,
    /// After how many periods the contract ends and may be renewed. Accounts do not leave before.
    #[param(default = 1, range = 1..=1000)]
    pub contract: u32,
    /// How much of each metered feature it allows in a period, by the feature's name. A feature
    /// that is not named is unlimited.
    pub caps: BTreeMap<String, u32>,
    /// What each use of a metered feature costs (P8: transactions from $0.50), by its name, charged at the end of the
    /// period.
    pub per_use: BTreeMap<String, Money>,
    /// What is paid once, at the beginning (P8: $7,000 for on-premise).
    pub set_up: Money,
    /// The dispersion of prices that are negotiated deal by deal, standard deviation over mean (P8: white
    /// label).
    #[param(range = ..=10)]
    pub negotiated: Quantity<Ratio>,
    /// A trial before the first payment; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial: Option<Trial>,
    /// The plan that an account moves up to when this one is too small; none by default. Moving
    /// down is the reverse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upgrade: Option<String>,
    /// A sale by people, with a cycle of some length, before the first payment; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale: Option<Sale>,
    /// The risk of leaving at each renewal on this plan, where it differs from `renewal.risk`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk>,
    /// Makes it repeat buying without a contract; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// When its sale begins; at the beginning by default. Before, leads who would start on it are lost, and
    /// accounts do not move up to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
    /// What serving an account on this plan costs in a month, where it differs from `costs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
}

impl Offer {
    pub(in crate::subscription) fn is_free(&self) -> bool {
        self.price.minor() == 0 && self.per_seat.minor() == 0 && self.per_use.is_empty()
    }

    fn rules(&self) -> Option<Violation> {
        (self.trial.is_some() && self.is_free()).then(|| {
            Violation::new(
                "trial",
                "a free plan cannot have a trial",
                "give the plan a price, or leave the trial out",
            )
        })
    }
}

/// A trial: the plan without paying, for some time or some use, whichever ends first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Trial {
    /// How long a trial lasts at most (default: P2).
    #[param(default = "60 d")]
    pub length: Quantity<Duration>,
    /// How much of each metered feature it allows, by the feature's name (P2: 200 transactions). It ends when one of
    /// them is used up.
    pub uses: BTreeMap<String, u32>,
    /// The free plan that an account falls back to when it does not convert; by default it is lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// Which plan is bought: `"this"`, or `"by_usage"`, the first from this one up whose caps the account does not
    /// exceed on average.
    #[param(default = Buys::This)]
    pub buys: Buys,
}

/// Which plan is bought after a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Buys {
    /// The plan that was tried.
    This,
    /// The plan that fits.
    ByUsage,
}

/// A sale by people: some time after the lead has signed up it is won or lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Sale {
    /// How long a sale takes (default assumed).
    #[param(default = Distribution::Gamma { shape: 4.0, scale: Quantity::constant(1.5 * 730.5) })]
    pub takes: Distribution,
    /// Share of sales that are won (default assumed).
    #[param(default = 0.2)]
    pub won: Quantity<Share>,
    /// What working on a sale costs, won or lost (default assumed).
    #[param(default = "$2_000")]
    pub cost: Money,
}

/// The organisation plans of fact P3, whose paid plan allows everything.
pub(super) fn organisations() -> BTreeMap<String, Offer> {
    let caps = [("courses", 10), ("job_listings", 3), ("verifications", 25)];
    let free = Offer {
        seats_at_most: Some(3),
        caps: caps.into_iter().map(|(feature, cap)| (feature.to_owned(), cap)).collect(),
        upgrade: Some("paid".to_owned()),
        ..Offer::default()
    };
    let paid = Offer {
        price: Money::new(1_500, Currency::Usd),
        per_seat: Money::new(300, Currency::Usd),
        ..Offer::default()
    };
    BTreeMap::from([("free".to_owned(), free), ("paid".to_owned(), paid)])
}
