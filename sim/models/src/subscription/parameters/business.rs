//! What it costs, how it is measured, and what is done by plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Currency, Duration, Money, Quantity, Rate, Share};
use crate::violation::Violation;

use crate::rules::dollars;

/// What serving customers and winning them costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Costs {
    /// What serving a free account, or one on trial, costs in a month; $0.20 by default (assumption).
    pub free_account: Money,
    /// What serving a paying account costs in a month; $1 by default (assumption).
    pub paying_account: Money,
    /// Which share of every payment the payment service keeps; 3 % by default (assumption).
    pub payments: Quantity<Share>,
    /// How many support tickets a free account, or one on trial, writes; none by default.
    pub free_tickets: Quantity<Rate>,
    /// How many support tickets a paying account writes; none by default.
    pub paying_tickets: Quantity<Rate>,
    /// What answering a ticket costs; $8 by default (assumption).
    pub ticket: Money,
    /// What marketing costs in a month beside what leads cost; $0 by default.
    pub marketing: Money,
    /// What everything else costs in a month; $0 by default.
    pub monthly: Money,
    /// The cash at the beginning; $0 by default.
    pub funding: Money,
}

impl Default for Costs {
    fn default() -> Self {
        const NOTHING: Money = Money::new(0, Currency::Usd);
        const PAYMENTS: Quantity<Share> = Quantity::constant(0.03);
        Self {
            free_account: Money::new(20, Currency::Usd),
            paying_account: Money::new(100, Currency::Usd),
            payments: PAYMENTS,
            free_tickets: Quantity::ZERO,
            paying_tickets: Quantity::ZERO,
            ticket: Money::new(800, Currency::Usd),
            marketing: NOTHING,
            monthly: NOTHING,
            funding: NOTHING,
        }
    }
}

impl Costs {
    pub(super) fn validate(&self) -> Vec<Violation> {
        dollars(&[
            ("free_account", self.free_account),
            ("paying_account", self.paying_account),
            ("ticket", self.ticket),
            ("marketing", self.marketing),
            ("monthly", self.monthly),
            ("funding", self.funding),
        ])
    }
}

/// What a KPI means where the trade's definitions differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Kpi {
    /// Over which customers customer churn is taken: those at a month's `"start"` (the default) or the
    /// `"average"` of its start and its end.
    pub churn_over: ChurnOver,
    /// Whether what comes back counts in net revenue retention, over a month and over twelve; false by default.
    pub nrr_with_reactivation: bool,
    /// Whether those who come back count as new customers in the cost of acquisition, and so in no lifetime value but their
    /// own; false by default: what they pay when they are back is part of what they are worth.
    pub cac_with_reactivated: bool,
    /// What pausing is: `"churn"` (the default) or `"contraction"`. Going on is reactivation.
    pub pausing_is: Pausing,
    /// Where the cost of free accounts belongs: to `"marketing"` (the default), and so to the cost of
    /// acquisition, or to the `"margin"`.
    pub free_accounts_are: FreeAccounts,
    /// When a customer's first margin counts in discounted lifetime value: at `"month_0"` (the default), or at
    /// `"month_1"`, and then of survivors only.
    pub first_margin: FirstMargin,
    /// The discount rate of a month in lifetime values; 0 by default.
    pub discount: Quantity<Share>,
    /// How far ahead the lifetime value from the fitted shifted beta-geometric looks, up to 100 years: where
    /// some never leave it has no end of its own. 10 years by default (assumption).
    pub ltv_horizon: Quantity<Duration>,
}

/// Over which customers churn is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChurnOver {
    /// Those at the start of the month.
    Start,
    /// The mean of those at its start and at its end.
    Average,
}

/// What pausing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pausing {
    /// Churn.
    Churn,
    /// Contraction.
    Contraction,
}

/// Where the cost of free accounts belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FreeAccounts {
    /// To sales and marketing.
    Marketing,
    /// To the cost of revenue.
    Margin,
}

/// When a customer's first margin counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FirstMargin {
    /// At once, of everybody.
    #[serde(rename = "month_0")]
    Month0,
    /// After a month, of those who are still there.
    #[serde(rename = "month_1")]
    Month1,
}

impl Default for Kpi {
    fn default() -> Self {
        const DECADE: Quantity<Duration> = Quantity::constant(87_660.0);
        Self {
            churn_over: ChurnOver::Start,
            nrr_with_reactivation: false,
            cac_with_reactivated: false,
            pausing_is: Pausing::Churn,
            free_accounts_are: FreeAccounts::Marketing,
            first_margin: FirstMargin::Month0,
            discount: Quantity::ZERO,
            ltv_horizon: DECADE,
        }
    }
}

impl Kpi {
    pub(super) fn validate(&self) -> Vec<Violation> {
        let fits = self.ltv_horizon.canonical() <= 876_600.0;
        let violation =
            || Violation::new("ltv_horizon", "nobody looks so far ahead", "type at most \"100 year\"");
        (!fits).then(violation).into_iter().collect()
    }
}

/// Something done to accounts at a set time: a plan is withdrawn, a campaign ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// When.
    pub at: Quantity<Duration>,
    /// How many accounts, those who came first; fewer if there are not so many.
    pub accounts: u32,
    /// Where they are: a plan's name, `"churned"`, or `"outside"` for accounts that are new.
    pub from: String,
    /// Where they go: a plan's name, or `"churned"`.
    pub to: String,
}
