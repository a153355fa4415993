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
    /// When the programme begins; at the beginning by default. Until then both arms are identical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Quantity<Duration>>,
    /// Whom an invitation reaches: any person of the `"pool"`, `"strangers"` only, as in an infinite pool, or
    /// one's neighbours in a network: `random`, `small_world`, `scale_free`, or an `edge_list` from a file.
    #[param(default = Contacts::Pool)]
    pub contacts: Contacts,
    /// How many customers there are when the run begins.
    #[param(default = 100, doubt = start)]
    pub seeds: u32,
    /// With `contacts = "strangers"`: the size at which a tree is truncated. A tree of this size counts as
    /// surviving, and is not simulated any further.
    #[param(default = 10_000)]
    pub tree_limit: u32,
    /// How customers invite others.
    pub invitations: Invitations,
    /// People who come without an invitation.
    pub organic: Organic,
    /// What customers pay, and how long they stay.
    pub customers: Customers,
    /// What customers get for referring others.
    pub contract: Contract,
    /// The share of self-referrals: of those whom customers refer, this share is the referrer under another
    /// name, if the rewards exceed the costs (default assumed). The fake signs up as a customer and leaves
    /// after a month: on a platform that sells accounts, on the cheapest plan, and after its first contract.
    #[param(default = 0.02, range = ..=0.9, because = "most referrals must be genuine")]
    pub fraud: Quantity<Share>,
    /// How such a referrer pays: with another person's card, so that the payment is `"charged_back"`, or with his
    /// `"own"` money, which pays only if the rewards are more than the price.
    #[param(default = FraudPayment::ChargedBack)]
    pub fraud_payment: FraudPayment,
    /// What the bank charges the business for a charge-back, beside the payment (default assumed).
    #[param(default = "$15")]
    pub charge_back: Money,
    /// Partners by kind: affiliates, ambassadors, agents.
    pub partners: BTreeMap<String, Partners>,
    /// Hires, and the recruiters who refer them.
    pub recruiting: Recruiting,
}

/// How a referrer under another name pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum FraudPayment {
    /// With another person's card: the payment is charged back, and the business pays a fee.
    ChargedBack,
    /// With his own money.
    Own,
}

/// The most people that fit into memory.
const MOST: u64 = 50_000_000;

impl Parameters {
    fn rules(&self) -> Vec<Violation> {
        let mut violations =
            if self.contacts == Contacts::Strangers { self.branching() } else { self.pooled() };
        if self.from.is_some() && self.recruiting.jobs > 0 {
            violations.push(
                Violation::new(
                    "from",
                    "`from` cannot be combined with `recruiting.jobs`",
                    "leave `from` out, or type jobs = 0",
                )
                .and("recruiting.jobs"),
            );
        }
        violations.extend(self.contacts.in_pool(self.pool));
        violations
    }

    /// The rules for a finite pool.
    fn pooled(&self) -> Vec<Violation> {
        let message = || format!("`seeds` must be at most `pool`, {}, got {}", self.pool, self.seeds);
        let violation = || Violation::new("seeds", message(), "type fewer than the pool has").and("pool");
        (self.seeds > self.pool).then(violation).into_iter().collect()
    }

    /// The rules for an infinite pool.
    fn branching(&self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.tree_limit == 0 || u64::from(self.seeds) * u64::from(self.tree_limit) > MOST {
            violations.push(
                Violation::new(
                    "tree_limit",
                    "`tree_limit` must be above 0, and `seeds` x `tree_limit` at most 50,000,000",
                    "type a smaller limit, such as 1_000",
                )
                .and("seeds"),
            );
        }
        if self.organic.share > Quantity::ZERO {
            violations.push(
                Violation::new(
                    "organic.share",
                    "`organic.share` must be 0 with `contacts = \"strangers\"`",
                    "type contacts = \"pool\", or leave the share out",
                )
                .and("contacts"),
            );
        }
        violations
    }
}
