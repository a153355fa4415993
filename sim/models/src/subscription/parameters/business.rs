//! Costs, definitions of KPIs, and moves of accounts.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Duration, Money, Quantity, Rate, Share};

/// The costs of serving and acquiring customers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
pub struct Costs {
    /// What serving a free account, or one on trial, costs in a month (default assumed).
    #[param(default = "$0.20")]
    pub free_account: Money,
    /// What serving a paying account costs in a month (default assumed).
    #[param(default = "$1")]
    pub paying_account: Money,
    /// Share of every payment that the payment service keeps (default assumed).
    #[param(default = 0.03)]
    pub payments: Quantity<Share>,
    /// How many support tickets a free account, or one on trial, writes.
    pub free_tickets: Quantity<Rate>,
    /// How many support tickets a paying account writes.
    pub paying_tickets: Quantity<Rate>,
    /// What answering a ticket costs (default assumed).
    #[param(default = "$8")]
    pub ticket: Money,
    /// What marketing costs in a month beside what leads cost.
    pub marketing: Money,
    /// What everything else costs in a month.
    pub monthly: Money,
    /// The cash at the beginning.
    pub funding: Money,
}

/// Definitions of KPIs, where practice differs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Kpi {
    /// The denominator of customer churn: customers at a month's `"start"`, or the `"average"` of its start
    /// and its end.
    #[param(default = ChurnOver::Start)]
    pub churn_over: ChurnOver,
    /// Whether reactivation counts in net revenue retention, over a month and over twelve.
    pub nrr_with_reactivation: bool,
    /// Whether customers who come back count as new in the cost of acquisition; if so, their payments after
    /// that are not part of their first lifetime value.
    pub cac_with_reactivated: bool,
    /// What pausing is: `"churn"` or `"contraction"`. Resuming is reactivation.
    #[param(default = Pausing::Churn)]
    pub pausing_is: Pausing,
    /// Where the cost of free accounts belongs: to `"marketing"`, and so to the cost of acquisition, or to the
    /// `"margin"`.
    #[param(default = FreeAccounts::Marketing)]
    pub free_accounts_are: FreeAccounts,
    /// When a customer's first margin counts in discounted lifetime value: at `"month_0"`, or at `"month_1"`, and
    /// then of survivors only.
    #[param(default = FirstMargin::Month0)]
    pub first_margin: FirstMargin,
    /// The discount rate of a month in lifetime values.
    pub discount: Quantity<Share>,
    /// The horizon of the lifetime value from the fitted shifted beta-geometric, which has no limit if some
    /// customers never leave (default assumed).
    #[param(default = "10 year", range = ..="100 year")]
    pub ltv_horizon: Quantity<Duration>,
}

/// The denominator of customer churn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum ChurnOver {
    /// Those at the start of the month.
    Start,
    /// The mean of those at its start and at its end.
    Average,
}

/// What pausing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum Pausing {
    /// Churn.
    Churn,
    /// Contraction.
    Contraction,
}

/// Where the cost of free accounts belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum FreeAccounts {
    /// To sales and marketing.
    Marketing,
    /// To the cost of revenue.
    Margin,
}

/// When a customer's first margin counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(rename_all = "snake_case")]
pub enum FirstMargin {
    /// At once, for all.
    #[serde(rename = "month_0")]
    Month0,
    /// After a month, for those who are still customers.
    #[serde(rename = "month_1")]
    Month1,
}

/// A move of accounts at a set time: a plan is withdrawn, a campaign ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// When accounts are moved.
    pub at: Quantity<Duration>,
    /// How many accounts, the oldest first; fewer if there are fewer.
    pub accounts: u32,
    /// Where the accounts are: a plan's name, `"churned"`, or `"outside"` for accounts that are new.
    pub from: String,
    /// Where the accounts go: a plan's name, or `"churned"`.
    pub to: String,
}
