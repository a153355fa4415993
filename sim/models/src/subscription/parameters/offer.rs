//! The price list: what each plan costs, includes and leads to.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::distribution::Distribution;
use crate::quantity::{Currency, Duration, Money, Quantity, Ratio, Share};
use crate::violation::Violation;

use super::renewal::Risk;
use super::repeat::Repeat;
use crate::rules::dollars;

/// A plan of the price list. One that costs nothing is free.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Offer {
    /// What it costs in a billing period, or, with `repeat`, in a purchase; $0 by default.
    pub price: Money,
    /// What each user beyond `seats_included` costs in a billing period; $0 by default.
    pub per_seat: Money,
    /// How many users the price includes; none by default.
    pub seats_included: u32,
    /// How many users it allows at most (P3: 3); any number by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_at_most: Option<u32>,
    /// The length of a billing period, from 1 h; a month by default. Caps count in it.
    pub period: Quantity<Duration>,
    /// After how many periods the contract ends and may be renewed, from 1 to 1000; 1 by default.
    /// Nobody leaves before.
    pub contract: u32,
    /// How much of each metered feature it allows in a period, by the feature's name. A feature
    /// that is not named is unlimited.
    pub caps: BTreeMap<String, u32>,
    /// What each use of a metered feature costs (P8: transactions from $0.50), by its name,
    /// charged at the end of the period. Nothing by default.
    pub per_use: BTreeMap<String, Money>,
    /// What is paid once, at the beginning (P8: $7,000 for on-premise); $0 by default.
    pub set_up: Money,
    /// By how much prices differ that are negotiated deal by deal, standard deviation over mean
    /// (P8: white label); not at all by default.
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
    /// Makes it no contract but repeat buying; none by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// From when on it is sold; from the beginning by default. Before, whoever would start on it goes away, and
    /// nobody moves up to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
    /// What serving an account on this plan costs in a month, where it differs from `costs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
}

impl Default for Offer {
    fn default() -> Self {
        const MONTH: Quantity<Duration> = Quantity::constant(730.5);
        const NOTHING: Money = Money::new(0, Currency::Usd);
        Self {
            price: NOTHING,
            per_seat: NOTHING,
            seats_included: 0,
            seats_at_most: None,
            period: MONTH,
            contract: 1,
            caps: BTreeMap::new(),
            per_use: BTreeMap::new(),
            set_up: NOTHING,
            negotiated: Quantity::ZERO,
            trial: None,
            upgrade: None,
            sale: None,
            risk: None,
            repeat: None,
            from: None,
            cost: None,
        }
    }
}

impl Offer {
    pub(in crate::subscription) fn is_free(&self) -> bool {
        self.price.minor() == 0 && self.per_seat.minor() == 0 && self.per_use.is_empty()
    }

    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut violations =
            dollars(&[("price", self.price), ("per_seat", self.per_seat), ("set_up", self.set_up)]);
        violations.extend(self.cost.map(|cost| dollars(&[("cost", cost)])).unwrap_or_default());
        for (feature, price) in &self.per_use {
            violations.extend(
                dollars(&[(feature, *price)]).into_iter().map(|violation| violation.within("per_use")),
            );
        }
        if self.period.canonical() < 1.0 || self.period.canonical() > 100.0 * 8766.0 {
            violations.push(Violation::new(
                "period",
                format!("nobody is billed every {}", self.period),
                "type a duration from \"1 h\" to \"100 year\", such as \"28 d\"",
            ));
        }
        if !(1..=1000).contains(&self.contract) {
            violations.push(Violation::new(
                "contract",
                format!("a contract cannot have {} periods", self.contract),
                "type a whole number from 1 to 1000",
            ));
        }
        if self.negotiated.canonical() > 10.0 {
            violations.push(Violation::new(
                "negotiated",
                "prices that differ so much have no mean worth the name",
                "type a ratio up to 10, such as 0.3",
            ));
        }
        let nested = |table: &'static str, violations: Vec<Violation>| {
            violations.into_iter().map(move |violation| violation.within(table))
        };
        violations.extend(self.risk.iter().flat_map(|risk| nested("risk", risk.validate())));
        violations.extend(self.repeat.iter().flat_map(|repeat| nested("repeat", repeat.validate())));
        violations.extend(self.sale.iter().flat_map(|sale| nested("sale", sale.validate())));
        if let (Some(_), true) = (&self.trial, self.is_free()) {
            violations.push(Violation::new(
                "trial",
                "what is free needs no trial",
                "give the plan a price, or leave the trial out",
            ));
        }
        violations
    }
}

/// A trial: the plan without paying, for some time or some use, whichever ends first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Trial {
    /// How long it lasts at most; 60 d by default (P2).
    pub length: Quantity<Duration>,
    /// How much of each metered feature it allows, by the feature's name (P2: 200 transactions).
    /// It ends when one of them is used up. Unlimited by default.
    pub uses: BTreeMap<String, u32>,
    /// The free plan that an account falls back to when it does not convert; by default it is lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// Which plan is bought: `"this"` (the default), or `"by_usage"`, the first from this one up whose
    /// caps the account does not exceed on average.
    pub buys: Buys,
}

/// Which plan is bought after a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Buys {
    /// The plan that was tried.
    This,
    /// The plan that fits.
    ByUsage,
}

impl Default for Trial {
    fn default() -> Self {
        Self { length: Quantity::days(60), uses: BTreeMap::new(), otherwise: None, buys: Buys::This }
    }
}

/// A sale by people: some time after the lead has signed up it is won or lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Sale {
    /// How long it takes; gamma distributed with shape 4 and mean 6 months by default (assumption).
    pub takes: Distribution,
    /// Which share is won; 20 % by default (assumption).
    pub won: Quantity<Share>,
    /// What working on one costs, won or lost; $2,000 by default (assumption).
    pub cost: Money,
}

impl Default for Sale {
    fn default() -> Self {
        const STAGE: Quantity<Duration> = Quantity::constant(1.5 * 730.5);
        const WON: Quantity<Share> = Quantity::constant(0.2);
        Self {
            takes: Distribution::Gamma { shape: 4.0, scale: STAGE },
            won: WON,
            cost: Money::new(200_000, Currency::Usd),
        }
    }
}

impl Sale {
    fn validate(&self) -> Vec<Violation> {
        dollars(&[("cost", self.cost)])
    }
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
