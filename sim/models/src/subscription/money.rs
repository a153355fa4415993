//! The business's books: double entry, in whole cents.

use crate::ledger::AccountKind;

use crate::books::{self, Chart};

/// An account of the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// Money at hand.
    Cash,
    /// Capital from its owners.
    Funding,
    /// What contracts bring: prices and users.
    Subscriptions,
    /// What metered uses bring.
    Uses,
    /// What is paid once at the beginning.
    SetUps,
    /// What purchases without a contract bring.
    Purchases,
    /// What serving free accounts and trials costs.
    ServingFree,
    /// What serving paying accounts costs.
    ServingPaying,
    /// What the payment service keeps.
    PaymentFees,
    /// What banks charge for payments that are charged back.
    ChargeBacks,
    /// What leads cost.
    Leads,
    /// What marketing costs beside them.
    Marketing,
    /// What selling by people costs.
    Sales,
    /// What everything else costs.
    Operations,
}

impl Account {
    pub(super) const INCOME: [Account; 4] =
        [Account::Subscriptions, Account::Uses, Account::SetUps, Account::Purchases];
    pub(super) const SPEND: [Account; 3] = [Account::Leads, Account::Marketing, Account::Sales];
    pub(super) const COSTS: [Account; 8] = [
        Account::ServingFree,
        Account::ServingPaying,
        Account::PaymentFees,
        Account::ChargeBacks,
        Account::Leads,
        Account::Marketing,
        Account::Sales,
        Account::Operations,
    ];
}

impl Chart for Account {
    const ACCOUNTS: &'static [(Account, &'static str, AccountKind)] = &[
        (Account::Cash, "cash", AccountKind::Asset),
        (Account::Funding, "funding", AccountKind::Equity),
        (Account::Subscriptions, "subscriptions", AccountKind::Income),
        (Account::Uses, "uses", AccountKind::Income),
        (Account::SetUps, "set-ups", AccountKind::Income),
        (Account::Purchases, "purchases", AccountKind::Income),
        (Account::ServingFree, "serving free accounts", AccountKind::Expense),
        (Account::ServingPaying, "serving customers", AccountKind::Expense),
        (Account::PaymentFees, "payment fees", AccountKind::Expense),
        (Account::ChargeBacks, "charge-backs", AccountKind::Expense),
        (Account::Leads, "leads", AccountKind::Expense),
        (Account::Marketing, "marketing", AccountKind::Expense),
        (Account::Sales, "sales", AccountKind::Expense),
        (Account::Operations, "operations", AccountKind::Expense),
    ];
    const CASH: Account = Account::Cash;

    fn index(self) -> usize {
        self as usize
    }
}

/// The business's books.
pub(super) type Books = books::Books<Account>;

impl Books {
    /// All income so far, in cents.
    pub(super) fn income(&self) -> i64 {
        Account::INCOME.iter().map(|&account| self.balance(account)).sum()
    }
}
