//! The milestones of the platform, and their deadline (fact P11).

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity};
use crate::subscription;
use crate::violation::Violation;

/// The milestones of the platform, and their deadline. By default those of fact P11, on a clock that starts
/// on 1 January 2021.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Milestones {
    /// How many small organisations and individuals must use the platform at a time (default: P11).
    #[param(default = 5_000)]
    pub active_users: u32,
    /// The time within which an account must have used the platform to count among them.
    #[param(default = "30 d")]
    pub active_within: Quantity<Duration>,
    /// How many sales the marketplace must have made in all (default: P11).
    #[param(default = 500_000)]
    pub transactions: u64,
    /// How many enterprise clients there must be at a time (default: P11).
    #[param(default = 300)]
    pub enterprise_clients: u32,
    /// Plans of enterprise clients, whose accounts are not small.
    pub enterprise_plans: Vec<String>,
    /// The least that an account must pay in a month to be a high-value organisation, whose number is the KPI
    /// of the second stage (P1): what a small client pays (P7). All others are low-value users, whose
    /// retention is the KPI of the first stage.
    #[param(default = "$95")]
    pub high_value: Money,
    /// The deadline of all milestones, the end of 2022 (P11: series A in the fourth quarter). Accounts are
    /// counted at the ends of months, so give the end of one: a day less leaves the whole month out.
    #[param(default = "24 month")]
    pub deadline: Quantity<Duration>,
}

impl Milestones {
    /// Plans that the subscription business does not have.
    pub(super) fn unknown(&self, subscription: &subscription::Parameters) -> Vec<Violation> {
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
        self.enterprise_plans.iter().enumerate().filter_map(unknown).collect()
    }
}
