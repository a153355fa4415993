//! The programme's books, by double entry, in whole cents.
//!
//! A reward is an expense and a debt from the moment it is accrued. When it vests the debt is
//! due, and ends in one of three ways: it is paid, taken back, or expires. So, to the cent,
//! rewards = accrued + vested + paid + taken back + expired, at any time; what was paid and
//! is taken back comes in again.

use bazaar_engine::ledger::{AccountId, AccountKind, Ledger, LedgerError, Transaction};

/// An account of the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// Money at hand.
    Cash,
    /// What customers pay.
    Revenue,
    /// What it costs to acquire customers whom nobody referred.
    Acquisition,
    /// What it costs to hire from the market.
    Hiring,
    /// Rewards promised.
    Rewards,
    /// Those that have not vested yet.
    Accrued,
    /// Those that have, and are due.
    Vested,
    /// What was paid out.
    Payouts,
    /// What was taken back before it was paid,
    TakenBack,
    /// and after.
    Recovered,
    /// What nobody claimed in time.
    Expired,
}

impl Account {
    const CHART: [(Account, &'static str, AccountKind); 11] = [
        (Account::Cash, "cash", AccountKind::Asset),
        (Account::Revenue, "revenue", AccountKind::Income),
        (Account::Acquisition, "acquisition of customers", AccountKind::Expense),
        (Account::Hiring, "hiring", AccountKind::Expense),
        (Account::Rewards, "rewards", AccountKind::Expense),
        (Account::Accrued, "rewards accrued", AccountKind::Liability),
        (Account::Vested, "rewards vested", AccountKind::Liability),
        (Account::Payouts, "payouts", AccountKind::Liability),
        (Account::TakenBack, "rewards taken back", AccountKind::Income),
        (Account::Recovered, "payouts recovered", AccountKind::Income),
        (Account::Expired, "rewards expired", AccountKind::Income),
    ];
}

/// The books, and how often they refused an entry because a sum left their range.
#[derive(Clone, Debug)]
pub(super) struct Books {
    ledger: Ledger,
    accounts: Vec<AccountId>,
    payout: Transaction,
    refused: u64,
}

impl Books {
    pub(super) fn new() -> Self {
        let mut ledger = Ledger::default();
        let mut accounts = Vec::with_capacity(Account::CHART.len());
        let mut refused = 0;
        for (_, name, kind) in Account::CHART {
            match ledger.open(name, kind) {
                Ok(account) => accounts.push(account),
                Err(_) => refused += 1,
            }
        }
        Books { ledger, accounts, payout: Transaction::new(), refused }
    }

    fn id(&self, account: Account) -> AccountId {
        self.accounts[account as usize]
    }

    /// Moves so many cents: a debit to one account, a credit to the other.
    pub(super) fn post(&mut self, debit: Account, credit: Account, amount: i64) {
        let posted = self.ledger.post(self.id(debit), self.id(credit), amount);
        self.note(posted);
    }

    /// Pays what has vested.
    pub(super) fn pay_out(&mut self, amount: i64) {
        let (vested, payouts, cash) =
            (self.id(Account::Vested), self.id(Account::Payouts), self.id(Account::Cash));
        self.payout.clear();
        self.payout.push_debit(vested, amount);
        self.payout.push_credit(payouts, amount);
        self.payout.push_debit(payouts, amount);
        self.payout.push_credit(cash, amount);
        let recorded = self.ledger.record(&self.payout);
        self.note(recorded);
    }

    pub(super) fn note<T>(&mut self, posted: Result<T, LedgerError>) {
        if posted.is_err() {
            self.refused += 1;
        }
    }

    /// All that has moved through an account on the side on which it grows, in cents;
    /// `None` if something is missing from the books.
    pub(super) fn total(&self, account: Account) -> Option<i64> {
        if self.refused > 0 {
            return None;
        }
        let turnover = self.ledger.turnover(self.id(account)).ok()?;
        let (_, _, kind) = Account::CHART[account as usize];
        Some(if kind.grows_by_debits() { turnover.debits } else { turnover.credits })
    }

    /// What was paid out and not recovered, in cents.
    pub(super) fn paid(&self) -> Option<i64> {
        Some(self.total(Account::Payouts)? - self.total(Account::Recovered)?)
    }

    /// What stands on an account, in cents.
    #[cfg(test)]
    pub(super) fn balance(&self, account: Account) -> i64 {
        self.ledger.balance(self.id(account)).unwrap()
    }

    #[cfg(test)]
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}
