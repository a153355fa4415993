//! Parameters of the referral programme, each with unit, range and source.

mod contacts;
mod contract;
mod customers;
mod invitations;
mod partners;
mod progeny;
mod recruiting;

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity, Share};
use crate::violation::Violation;

pub use contacts::Contacts;
pub use contract::{Contract, Tier};
pub use customers::{Customers, Organic};
pub use invitations::{Count, Invitations};
pub use partners::Partners;
pub use progeny::Progeny;
pub use recruiting::Recruiting;

/// A referral programme, and the same business without one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate, rename = "ReferralParameters")]
#[params(rules = Self::rules)]
pub struct Parameters {
    /// How many people could become customers.
    #[param(default = 100_000, range = 2..=50_000_000, when = self.contacts != Contacts::Strangers)]
    pub pool: u32,
    /// From when on there is a programme; from the beginning by default. Before, all is as it would be without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
    /// Whom an invitation reaches: anybody of the `"pool"`, `"strangers"` only, as if the pool had no end, or one's
    /// neighbours in a network: `random`, `small_world`, `scale_free`, or an `edge_list` from a file.
    #[param(default = Contacts::Pool)]
    pub contacts: Contacts,
    /// How many customers there are when the run begins.
    #[param(default = 100, doubt = start)]
    pub seeds: u32,
    /// With `contacts = "strangers"`: how large a tree may grow. One that has grown so large has got away, and is not
    /// followed any further.
    #[param(default = 10_000)]
    pub tree_limit: u32,
    /// How customers invite others.
    pub invitations: Invitations,
    /// Who comes without being invited.
    pub organic: Organic,
    /// What customers pay, and how long they stay.
    pub customers: Customers,
    /// What customers get who refer others.
    pub contract: Contract,
    /// Which share of those whom customers refer is the referrer, under another name, wherever he gets more out of it
    /// than it costs him (default assumed). He signs up as a customer, and leaves after a month: on a platform
    /// that sells accounts, on the cheapest plan there is, and after its first contract.
    #[param(default = 0.02, range = ..=0.9, because = "a programme that almost only fraud uses is none")]
    pub fraud: Quantity<Share>,
    /// How such a referrer pays: with a card that is not his, so that the payment is `"charged_back"`, or with his `"own"` money,
    /// which is worth it only where the rewards are more than the price.
    #[param(default = FraudPayment::ChargedBack)]
    pub fraud_payment: FraudPayment,
    /// What the bank takes from the business for a payment that is charged back, beside the payment (default
    /// assumed).
    #[param(default = "$15")]
    pub charge_back: Money,
    /// Partners by kind: affiliates, ambassadors, agents.
    pub partners: BTreeMap<String, Partners>,
    /// Hires and those who refer them.
    pub recruiting: Recruiting,
}

/// How a referrer under another name pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum FraudPayment {
    /// With a card that is not his: the payment goes back, and the business pays for that.
    ChargedBack,
    /// With his own money.
    Own,
}

/// So many people fit into memory.
const MOST: u64 = 50_000_000;

impl Parameters {
    fn rules(&self) -> Vec<Violation> {
        let mut violations =
            if self.contacts == Contacts::Strangers { self.branching() } else { self.pooled() };
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
        violations.extend(self.contacts.in_pool(self.pool));
        violations
    }

    /// The rules where the pool has an end.
    fn pooled(&self) -> Vec<Violation> {
        let message = || format!("{} customers cannot be among {} people", self.seeds, self.pool);
        let violation = || Violation::new("seeds", message(), "type fewer than the pool has").and("pool");
        (self.seeds > self.pool).then(violation).into_iter().collect()
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
