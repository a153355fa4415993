//! One business event with several legs: the [`Transaction`].

use super::{AccountId, Turnover};

/// Debits and credits that are recorded together or not at all.
///
/// A sale with a fee has three legs: the customer's payment is debited to
/// cash, and credited in part to the provider, in part to income.
/// [`Ledger::record`](super::Ledger::record) accepts it only if the debits sum
/// to the credits. In a hot loop, keep one transaction and [`clear`](Transaction::clear)
/// it: its memory is used again.
///
/// ```
/// use bazaar_models::ledger::{AccountKind, Ledger, LedgerError, Transaction};
/// let mut ledger = Ledger::default();
/// let cash = ledger.open("cash", AccountKind::Asset)?;
/// let fees = ledger.open("fees", AccountKind::Income)?;
/// let lopsided = Transaction::new().debit(cash, 100).credit(fees, 99);
/// let refusal = ledger.record(&lopsided);
/// assert_eq!(refusal, Err(LedgerError::Unbalanced { debits: 100, credits: 99 }));
/// # Ok::<(), LedgerError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transaction {
    legs: Vec<Leg>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leg {
    pub(super) account: AccountId,
    pub(super) entry: Turnover,
}

impl Transaction {
    /// A transaction without legs yet.
    #[must_use]
    pub const fn new() -> Self {
        Transaction { legs: Vec::new() }
    }

    /// With one more debit, in minor units.
    #[must_use]
    pub fn debit(mut self, account: AccountId, amount: i64) -> Self {
        self.push_debit(account, amount);
        self
    }

    /// With one more credit, in minor units.
    #[must_use]
    pub fn credit(mut self, account: AccountId, amount: i64) -> Self {
        self.push_credit(account, amount);
        self
    }

    /// Adds a debit in place.
    #[inline]
    pub fn push_debit(&mut self, account: AccountId, amount: i64) {
        self.legs.push(Leg { account, entry: Turnover { debits: amount, credits: 0 } });
    }

    /// Adds a credit in place.
    #[inline]
    pub fn push_credit(&mut self, account: AccountId, amount: i64) {
        self.legs.push(Leg { account, entry: Turnover { debits: 0, credits: amount } });
    }

    /// Adds a debit and a credit of the same amount: money that only passes through an account.
    #[inline]
    pub fn push_through(&mut self, account: AccountId, amount: i64) {
        self.legs.push(Leg { account, entry: Turnover { debits: amount, credits: amount } });
    }

    /// Removes all legs and keeps their memory.
    #[inline]
    pub fn clear(&mut self) {
        self.legs.clear();
    }

    pub(super) fn legs(&self) -> &[Leg] {
        &self.legs
    }
}
