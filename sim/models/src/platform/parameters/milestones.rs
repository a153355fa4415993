//! What the platform is to reach, and by when (fact P11).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity};
use crate::rules::dollars;
use crate::subscription;
use crate::violation::Violation;

/// What the platform is to reach, and by when. By default what fact P11 says, on a clock that starts on
/// 1 January 2021.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Milestones {
    /// How many small organisations and individuals must use the platform at a time; 5,000 by default (P11).
    pub active_users: u32,
    /// Within which time an account must have used the platform to count among them; 30 d by default.
    pub active_within: Quantity<Duration>,
    /// How many sales the marketplace must have made in all; 500,000 by default (P11).
    pub transactions: u64,
    /// How many enterprise clients there must be at a time; 300 by default (P11).
    pub enterprise_clients: u32,
    /// Plans of enterprise clients, whose accounts are not small; none by default.
    pub enterprise_plans: Vec<String>,
    /// What an account must at least pay in a month to be a high-value organisation, whose number is the KPI of the second
    /// stage (P1); $95 by default, what a small client pays (P7). All others are low-value users, and whether they are retained
    /// is that of the first.
    pub high_value: Money,
    /// Until when it must be reached; 24 months by default, the end of 2022 (P11: series A in the fourth quarter). Accounts are counted
    /// at the ends of months, so give the end of one: a day less leaves the whole month out.
    pub deadline: Quantity<Duration>,
}

impl Default for Milestones {
    fn default() -> Self {
        Self {
            active_users: 5_000,
            active_within: Quantity::days(30),
            transactions: 500_000,
            enterprise_clients: 300,
            enterprise_plans: Vec::new(),
            high_value: Money::new(9_500, Currency::Usd),
            deadline: Quantity::months(24),
        }
    }
}

impl Milestones {
    pub(super) fn validate(&self, subscription: &subscription::Parameters) -> Vec<Violation> {
        let unknown = |(place, plan): (usize, &String)| {
            (!subscription.plans.contains_key(plan)).then(|| {
                let known: Vec<&str> = subscription.plans.keys().map(String::as_str).collect();
                Violation::new(
                    format!("enterprise_plans[{place}]"),
                    format!("the subscription business has no plan \"{plan}\""),
                    format!("type one of: {}", known.join(", ")),
                )
            })
        };
        let mut violations: Vec<Violation> =
            self.enterprise_plans.iter().enumerate().filter_map(unknown).collect();
        violations.extend(dollars(&[("high_value", self.high_value)]));
        violations
    }
}
