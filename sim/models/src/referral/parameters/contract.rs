//! The contract: what a referrer gets, and under which conditions. Programmes differ only in it.

use std::collections::BTreeMap;

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity, Ratio, Share};

/// What a referrer gets, and under which conditions. By default nothing.
///
/// Each reward is a *payout*: it is accrued, vests if the customer or hire stays long enough, and is then
/// paid, unless it is taken back or expires.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Contract {
    /// Share of the revenue from the referred customer that the referrer gets, accrued with each payment.
    pub share: Quantity<Share>,
    /// The time after the customer's first payment for which `share` is given (default: fact P9).
    #[param(default = "12 month")]
    pub share_for: Quantity<Duration>,
    /// What the referrer gets once for each customer or hire.
    pub fixed: Money,
    /// What the referred customer gets as well, which makes the reward two-sided.
    pub to_referred: Money,
    /// What the referrer gets once the customer or hire has stayed for `bonus_after`.
    pub bonus: Money,
    /// How long the customer or hire must stay for the `bonus`.
    #[param(default = "6 month")]
    pub bonus_after: Quantity<Duration>,
    /// How long the customer must stay after the share or the fixed reward is accrued for it to vest.
    /// Customers leave at the end of a month of 30.4375 days, and what vests then vests first: up to
    /// `"1 month"`, `"30 d"` included, requires no further month of them, and `"1.5 month"` a second month.
    pub vests_after: Quantity<Duration>,
    /// The time after a reward is accrued within which it is taken back if the customer leaves, even after it
    /// has been paid. At 0 only rewards that have not vested are taken back.
    pub claw_back: Quantity<Duration>,
    /// When a payout is made after it has vested (default assumed: the next run of payments).
    #[param(default = "30 d")]
    pub paid_after: Quantity<Duration>,
    /// Share of the payouts that are not claimed. They expire.
    pub unclaimed: Quantity<Share>,
    /// How long after it has vested an unclaimed payout expires (default assumed).
    #[param(default = "12 month")]
    pub expires_after: Quantity<Duration>,
    /// How long after a click a person who comes without an invitation is still attributed to the referrer (default assumed:
    /// the usual life of a cookie).
    #[param(default = "30 d")]
    pub attribution: Quantity<Duration>,
    /// The most that one referrer can get in all; no limit by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<Money>,
    /// Better terms for those who refer many.
    pub tiers: BTreeMap<String, Tier>,
}

/// Better terms from some number of referrals on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Tier {
    /// The first referral of the tier, counted from 1.
    #[param(range = 1.., example = 5, because = "referrals are counted from 1")]
    pub from: u32,
    /// The factor on share, fixed reward and bonus.
    #[param(range = ..=100, example = 1.5)]
    pub times: Quantity<Ratio>,
}
