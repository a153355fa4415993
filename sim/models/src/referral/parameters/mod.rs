//! Parameters of the referral programme, each with unit, range and source.

mod contacts;
mod contract;
mod customers;
mod invitations;
mod partners;
mod progeny;
mod recruiting;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity, Share};
use crate::rules::{dollars, within};
use crate::violation::Violation;

pub use contacts::Contacts;
pub use contract::{Contract, Tier};
pub use customers::{Customers, Organic};
pub use invitations::{Count, Invitations};
pub use partners::Partners;
pub use progeny::Progeny;
pub use recruiting::Recruiting;

/// A referral programme, and the same business without one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "ReferralParameters")]
pub struct Parameters {
    /// How many people could become customers, at least 2; 100,000 by default.
    pub pool: u32,
    /// From when on there is a programme; from the beginning by default. Before, all is as it would be without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
    /// Whom an invitation reaches: anybody of the `"pool"` (the default), `"strangers"` only, as if
    /// the pool had no end, or one's neighbours in a network: `random`, `small_world`,
    /// `scale_free`, or an `edge_list` from a file.
    pub contacts: Contacts,
    /// How many customers there are when the run begins; 100 by default.
    pub seeds: u32,
    /// With `contacts = "strangers"`: how large a tree may grow. One that has grown so large has got
    /// away, and is not followed any further; 10,000 by default.
    pub tree_limit: u32,
    /// How customers invite others.
    pub invitations: Invitations,
    /// Who comes without being invited.
    pub organic: Organic,
    /// What customers pay, and how long they stay.
    pub customers: Customers,
    /// What customers get who refer others.
    pub contract: Contract,
    /// Which share of those whom customers refer is the referrer, under another name, wherever he gets more
    /// out of it than it costs him; 2 % by default (assumption). He signs up as a customer, and leaves after a month: on a
    /// platform that sells accounts, on the cheapest plan there is, and after its first contract.
    pub fraud: Quantity<Share>,
    /// How he pays: with a card that is not his, so that the payment is `"charged_back"` (the default), or with
    /// his `"own"` money, which is worth it only where the rewards are more than the price.
    pub fraud_payment: FraudPayment,
    /// What the bank takes from the business for a payment that is charged back, beside the payment; $15 by default
    /// (assumption).
    pub charge_back: Money,
    /// Partners by kind: affiliates, ambassadors, agents; none by default.
    pub partners: BTreeMap<String, Partners>,
    /// Hires and those who refer them.
    pub recruiting: Recruiting,
}

/// How a referrer under another name pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FraudPayment {
    /// With a card that is not his: the payment goes back, and the business pays for that.
    ChargedBack,
    /// With his own money.
    Own,
}

impl Default for Parameters {
    fn default() -> Self {
        const FRAUD: Quantity<Share> = Quantity::constant(0.02);
        Self {
            pool: 100_000,
            from: None,
            contacts: Contacts::Pool,
            seeds: 100,
            tree_limit: 10_000,
            invitations: Invitations::default(),
            organic: Organic::default(),
            customers: Customers::default(),
            contract: Contract::default(),
            fraud: FRAUD,
            fraud_payment: FraudPayment::ChargedBack,
            charge_back: Money::new(1_500, Currency::Usd),
            partners: BTreeMap::new(),
            recruiting: Recruiting::default(),
        }
    }
}

/// So many people fit into memory.
const MOST: u64 = 50_000_000;

impl Parameters {
    /// The rules across parameters that these break.
    #[must_use]
    pub fn validate(&self) -> Vec<Violation> {
        let mut violations =
            if self.contacts == Contacts::Strangers { self.branching() } else { self.pooled() };
        if self.fraud.canonical() > 0.9 {
            violations.push(Violation::new(
                "fraud",
                "a programme that almost only fraud uses is none",
                "type a share of at most \"90 %\"",
            ));
        }
        if self.from.is_some() && self.recruiting.jobs > 0 {
            violations.push(
                Violation::new(
                    "from",
                    "recruiters are rewarded from the beginning, or never",
                    "leave the date out, or have no jobs",
                )
                .and("recruiting.jobs"),
            );
        }
        violations.extend(dollars(&[("charge_back", self.charge_back)]));
        violations.extend(self.contacts.validate(self.pool));
        violations.extend(within("invitations", self.invitations.validate()));
        violations.extend(within("customers", self.customers.validate()));
        violations.extend(within("contract", self.contract.validate()));
        for (name, partners) in &self.partners {
            violations.extend(within(&format!("partners.{name}"), partners.validate()));
        }
        violations.extend(within("recruiting", self.recruiting.validate()));
        violations
    }

    /// The rules where the pool has an end.
    fn pooled(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.pool < 2 || u64::from(self.pool) > MOST {
            violations.push(Violation::new(
                "pool",
                format!("a pool of {} is none that somebody could invite from", self.pool),
                "type a whole number from 2 to 50_000_000, such as 100_000",
            ));
        }
        if self.seeds > self.pool {
            violations.push(
                Violation::new(
                    "seeds",
                    format!("{} customers cannot be among {} people", self.seeds, self.pool),
                    "type fewer than the pool has",
                )
                .and("pool"),
            );
        }
        violations
    }

    /// The rules where it has none.
    fn branching(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.tree_limit == 0 || u64::from(self.seeds) * u64::from(self.tree_limit) > MOST {
            violations.push(
                Violation::new(
                    "tree_limit",
                    format!("{} trees of up to {} are more than 50,000,000", self.seeds, self.tree_limit),
                    "type a smaller limit, such as 1_000",
                )
                .and("seeds"),
            );
        }
        if self.organic.share > Quantity::ZERO {
            violations.push(
                Violation::new(
                    "organic.share",
                    "of a pool without end no share can come on its own",
                    "type contacts = \"pool\", or leave the share out",
                )
                .and("contacts"),
            );
        }
        violations
    }
}
