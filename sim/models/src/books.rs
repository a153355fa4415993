//! Books: a model's chart of accounts, and all money that moves between them, in whole cents.
//!
//! A model lists its accounts in an enum, its [`Chart`]; everything else is the same for all models. An entry
//! that a ledger refuses, because a sum leaves the range of an integer, is recorded as missing, and from then
//! on the books return `None` instead of a wrong amount.

use core::marker::PhantomData;

use crate::ledger::{AccountId, AccountKind, Ledger, LedgerError, Transaction, Turnover};

/// Cents, in dollars.
pub(crate) fn dollars(cents: impl Into<i128>) -> f64 {
    const CENTS_PER_DOLLAR: f64 = 100.0;
    cents.into() as f64 / CENTS_PER_DOLLAR
}

/// The accounts of a model, in the order of their numbers.
pub(crate) trait Chart: Copy + 'static {
    /// Every account with its name and kind.
    const ACCOUNTS: &'static [(Self, &'static str, AccountKind)];
    /// Money at hand.
    const CASH: Self;

    /// The account's place in the chart.
    fn index(self) -> usize;
}

/// The books of a model, and the number of entries that they refused.
#[derive(Clone, Debug)]
pub(crate) struct Books<A> {
    ledger: Ledger,
    accounts: Vec<AccountId>,
    /// Turnovers before counting began.
    before: Vec<Turnover>,
    /// A buffer that is reused for entries with several legs.
    transaction: Transaction,
    refused: u64,
    chart: PhantomData<A>,
}

impl<A: Chart> Books<A> {
    pub(crate) fn new() -> Self {
        let mut ledger = Ledger::default();
        let mut accounts = Vec::with_capacity(A::ACCOUNTS.len());
        let mut refused = 0;
        for (account, name, kind) in A::ACCOUNTS {
            debug_assert_eq!(account.index(), accounts.len(), "{name} is out of its place in the chart");
            match ledger.open(name, *kind) {
                Ok(account) => accounts.push(account),
                Err(_) => refused += 1,
            }
        }
        let before = vec![Turnover::default(); accounts.len()];
        Books { ledger, accounts, before, transaction: Transaction::new(), refused, chart: PhantomData }
    }

    #[inline]
    pub(crate) fn id(&self, account: A) -> AccountId {
        self.accounts[account.index()]
    }

    /// Moves this many cents: a debit to one account, a credit to the other.
    #[inline]
    pub(crate) fn post(&mut self, debit: A, credit: A, cents: i64) {
        let posted = self.ledger.post(self.id(debit), self.id(credit), cents);
        self.note(posted);
    }

    /// Money comes in.
    #[inline]
    pub(crate) fn earn(&mut self, account: A, cents: i64) {
        self.post(A::CASH, account, cents);
    }

    /// Money goes out.
    #[inline]
    pub(crate) fn spend(&mut self, account: A, cents: i64) {
        self.post(account, A::CASH, cents);
    }

    /// An entry with several legs, without any yet. It is given back to [`record`](Books::record).
    pub(crate) fn blank(&mut self) -> Transaction {
        let mut transaction = core::mem::take(&mut self.transaction);
        transaction.clear();
        transaction
    }

    /// Records all legs of an entry, or none.
    pub(crate) fn record(&mut self, transaction: Transaction) {
        let recorded = self.ledger.record(&transaction);
        self.note(recorded);
        self.transaction = transaction;
    }

    /// Records that an entry which was refused is missing from the books.
    pub(crate) fn note<T>(&mut self, posted: Result<T, LedgerError>) {
        self.refused += u64::from(posted.is_err());
    }

    /// Records that an amount which could not be computed is missing.
    pub(crate) fn note_missing(&mut self) {
        self.refused += 1;
    }

    /// Whether no entry is missing.
    pub(crate) fn are_complete(&self) -> bool {
        self.refused == 0
    }

    /// Counting begins now. Earlier entries stay in the books.
    pub(crate) fn forget(&mut self) {
        self.before = A::ACCOUNTS.iter().map(|&(account, ..)| self.turnover(account)).collect();
    }

    fn turnover(&self, account: A) -> Turnover {
        self.ledger.turnover(self.id(account)).unwrap_or_default()
    }

    fn kind(account: A) -> AccountKind {
        A::ACCOUNTS[account.index()].2
    }

    /// The balance now, in cents, on the side on which the account grows.
    pub(crate) fn balance(&self, account: A) -> i64 {
        self.ledger.balance(self.id(account)).unwrap_or(0)
    }

    /// The gain of an account since counting began, in cents; `None` if an entry is missing from the books.
    pub(crate) fn gained(&self, account: A) -> Option<i64> {
        self.are_complete().then(|| self.gain(account))
    }

    fn gain(&self, account: A) -> i64 {
        let (now, before) = (self.turnover(account), self.before[account.index()]);
        let (debits, credits) = (now.debits - before.debits, now.credits - before.credits);
        if Self::kind(account).grows_by_debits() { debits - credits } else { credits - debits }
    }

    /// The same, of several accounts together.
    pub(crate) fn gained_by(&self, accounts: &[A]) -> Option<i64> {
        accounts.iter().map(|&account| self.gained(account)).sum()
    }

    /// The turnover of an account since counting began, on the side on which it grows, in cents; `None` if an
    /// entry is missing from the books.
    pub(crate) fn total(&self, account: A) -> Option<i64> {
        let (now, before) = (self.turnover(account), self.before[account.index()]);
        let by_debits = Self::kind(account).grows_by_debits();
        let moved = if by_debits { now.debits - before.debits } else { now.credits - before.credits };
        self.are_complete().then_some(moved)
    }

    /// Income less expenses since counting began, in cents.
    pub(crate) fn profit(&self) -> Option<i128> {
        let sum = |kind: AccountKind| -> i128 {
            let accounts = A::ACCOUNTS.iter().filter(|(.., other)| *other == kind);
            accounts.map(|&(account, ..)| i128::from(self.gain(account))).sum()
        };
        self.are_complete().then(|| sum(AccountKind::Income) - sum(AccountKind::Expense))
    }

    /// The ledger itself.
    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy)]
    enum Account {
        Cash,
        Fees,
        Wages,
    }

    impl Chart for Account {
        const ACCOUNTS: &'static [(Self, &'static str, AccountKind)] = &[
            (Account::Cash, "cash", AccountKind::Asset),
            (Account::Fees, "fees", AccountKind::Income),
            (Account::Wages, "wages", AccountKind::Expense),
        ];
        const CASH: Self = Account::Cash;

        fn index(self) -> usize {
            self as usize
        }
    }

    #[test]
    fn what_comes_in_less_what_goes_out_is_the_profit_and_the_cash() {
        let mut books = Books::<Account>::new();
        books.earn(Account::Fees, 500);
        books.spend(Account::Wages, 120);
        assert_eq!(books.profit(), Some(380));
        assert_eq!(books.balance(Account::Cash), 380);
        books.forget();
        books.earn(Account::Fees, 7);
        assert_eq!((books.gained(Account::Fees), books.total(Account::Fees)), (Some(7), Some(7)));
        assert_eq!((books.profit(), books.balance(Account::Fees)), (Some(7), 507));
        assert_eq!(books.gained_by(&[Account::Cash, Account::Wages]), Some(7));
    }

    #[test]
    fn books_with_an_entry_missing_say_nothing() {
        let mut books = Books::<Account>::new();
        books.earn(Account::Fees, i64::MAX);
        assert_eq!(books.total(Account::Fees), Some(i64::MAX));
        books.earn(Account::Fees, 1);
        assert!(!books.are_complete());
        assert_eq!(
            (books.total(Account::Fees), books.gained(Account::Cash), books.profit()),
            (None, None, None)
        );
    }

    #[test]
    fn an_entry_with_several_legs_is_recorded_whole_or_not_at_all() {
        let mut books = Books::<Account>::new();
        let mut entry = books.blank();
        entry.push_debit(books.id(Account::Cash), 80);
        entry.push_debit(books.id(Account::Wages), 20);
        entry.push_credit(books.id(Account::Fees), 100);
        books.record(entry);
        assert_eq!(books.total(Account::Fees), Some(100));
        let mut lopsided = books.blank();
        lopsided.push_debit(books.id(Account::Cash), 1);
        books.record(lopsided);
        assert_eq!(books.balance(Account::Cash), 80);
        assert!(!books.are_complete());
    }
}
