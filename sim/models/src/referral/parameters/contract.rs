//! What a referrer gets, and under which conditions. A contract is data: programmes differ in it and in nothing else.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity, Ratio, Share};
use crate::violation::Violation;

use crate::rules::dollars;

/// What a referrer gets, and under which conditions. As it stands it gives nothing.
///
/// Whatever is given is a *payout*: it is accrued, vests if the customer or hire
/// stays long enough, and is then paid, unless it is taken back or expires.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Contract {
    /// Which share of the revenue from the referred customer the referrer gets, accrued with
    /// each payment; none by default.
    pub share: Quantity<Share>,
    /// For how long after the customer's first payment that share is given; the first year by
    /// default (fact P9).
    pub share_for: Quantity<Duration>,
    /// What the referrer gets once for each customer or hire; nothing by default.
    pub fixed: Money,
    /// What the referred customer gets as well, which makes the reward two-sided; nothing by default.
    pub to_referred: Money,
    /// What the referrer gets once the customer or hire has stayed for `bonus_after`; nothing by default.
    pub bonus: Money,
    /// How long that is; 6 months by default.
    pub bonus_after: Quantity<Duration>,
    /// How long the customer must stay after the share or the fixed reward is accrued for
    /// it to vest; no time by default. Customers leave when a month of 30.4375 days is over, and what vests then vests
    /// first: up to `"1 month"`, `"30 d"` included, asks nothing more of them, and `"1.5 month"` a second month.
    pub vests_after: Quantity<Duration>,
    /// For how long after it is accrued a reward is taken back if the customer leaves, even after it
    /// has been paid; no time by default, so only what has not vested is.
    pub claw_back: Quantity<Duration>,
    /// When a payout is made after it has vested; 30 days later by default (assumption: the next
    /// run of payments).
    pub paid_after: Quantity<Duration>,
    /// Which share of the payouts nobody claims; none by default. They expire.
    pub unclaimed: Quantity<Share>,
    /// When such a payout expires after it has vested; a year later by default (assumption).
    pub expires_after: Quantity<Duration>,
    /// How long after a click somebody who comes on his own is still put down to the referrer;
    /// 30 days by default (assumption: the usual life of a cookie).
    pub attribution: Quantity<Duration>,
    /// The most that one referrer can get in all; no limit by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<Money>,
    /// Better terms for those who refer many; none by default.
    pub tiers: BTreeMap<String, Tier>,
}

/// Better terms from some number of referrals on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// From which referral on, counted from 1.
    pub from: u32,
    /// By how much share, fixed reward and bonus are multiplied.
    pub times: Quantity<Ratio>,
}

impl Default for Contract {
    fn default() -> Self {
        const NOTHING: Money = Money::new(0, Currency::Usd);
        const fn months(months: u32) -> Quantity<Duration> {
            Quantity::constant(730.5 * months as f64)
        }
        Self {
            share: Quantity::ZERO,
            share_for: months(12),
            fixed: NOTHING,
            to_referred: NOTHING,
            bonus: NOTHING,
            bonus_after: months(6),
            vests_after: Quantity::ZERO,
            claw_back: Quantity::ZERO,
            paid_after: Quantity::days(30),
            unclaimed: Quantity::ZERO,
            expires_after: months(12),
            attribution: Quantity::days(30),
            cap: None,
            tiers: BTreeMap::new(),
        }
    }
}

impl Contract {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let mut amounts: Vec<(&'static str, Money)> =
            vec![("fixed", self.fixed), ("to_referred", self.to_referred), ("bonus", self.bonus)];
        amounts.extend(self.cap.map(|cap| ("cap", cap)));
        let mut violations = dollars(&amounts);
        for (name, tier) in &self.tiers {
            if tier.from == 0 {
                violations.push(Violation::new(
                    format!("tiers.{name}.from"),
                    "referrals are counted from 1",
                    "type a whole number above zero, such as 5",
                ));
            }
            if tier.times.canonical() > 100.0 {
                violations.push(Violation::new(
                    format!("tiers.{name}.times"),
                    "so many times the reward is more than the books take",
                    "type a number up to 100, such as 1.5",
                ));
            }
        }
        violations
    }
}
