//! The accounts of a ledger.

use core::fmt;

/// An account's place in its ledger's chart, as given by [`Ledger::open`](super::Ledger::open).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub(super) u16);

/// The five kinds of account, and with them the side on which each one grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// What the business has: cash, claims on customers. Grows by debits.
    Asset,
    /// What it owes: payouts due, prepaid credits. Grows by credits.
    Liability,
    /// What its owners put in. Grows by credits.
    Equity,
    /// What it earns: fees, subscriptions. Grows by credits.
    Income,
    /// What it uses up: salaries, rewards. Grows by debits.
    Expense,
}

impl AccountKind {
    /// Whether a debit raises the balance, as it does for assets and expenses.
    #[inline]
    #[must_use]
    pub const fn grows_by_debits(self) -> bool {
        matches!(self, AccountKind::Asset | AccountKind::Expense)
    }
}

impl fmt::Display for AccountKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AccountKind::Asset => "asset",
            AccountKind::Liability => "liability",
            AccountKind::Equity => "equity",
            AccountKind::Income => "income",
            AccountKind::Expense => "expense",
        })
    }
}

/// The turnover of an account on either side, in minor units.
///
/// The balance is the net of both; the turnover keeps them separate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// The sum of all debits.
    pub debits: i64,
    /// The sum of all credits.
    pub credits: i64,
}

impl Turnover {
    /// Both sums together with those of `other`, if they fit.
    #[inline]
    pub(super) fn checked_add(self, other: Turnover) -> Option<Turnover> {
        let debits = self.debits.checked_add(other.debits)?;
        let credits = self.credits.checked_add(other.credits)?;
        Some(Turnover { debits, credits })
    }

    /// Debits less credits. Both are at least zero, so this always fits.
    #[inline]
    pub(super) const fn net_debit(self) -> i64 {
        self.debits - self.credits
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) kind: AccountKind,
    pub(super) turnover: Turnover,
}

impl Account {
    /// The balance on the side on which the account grows.
    pub(super) const fn balance(&self) -> i64 {
        let net = self.turnover.net_debit();
        if self.kind.grows_by_debits() { net } else { -net }
    }
}
