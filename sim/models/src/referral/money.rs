//! The programme's books, by double entry, in whole cents.
//!
//! A reward is an expense and a debt from the moment it is accrued. When it vests the debt is
//! due, and ends in one of three ways: it is paid, taken back, or expires. So, to the cent,
//! rewards = accrued + vested + paid + taken back + expired, at any time; what was paid and
//! is taken back comes in again.

use crate::ledger::AccountKind;

use crate::books::{self, Chart};

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
    /// What banks charge for payments that they take back.
    ChargeBacks,
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

impl Chart for Account {
    const ACCOUNTS: &'static [(Account, &'static str, AccountKind)] = &[
        (Account::Cash, "cash", AccountKind::Asset),
        (Account::Revenue, "revenue", AccountKind::Income),
        (Account::Acquisition, "acquisition of customers", AccountKind::Expense),
        (Account::Hiring, "hiring", AccountKind::Expense),
        (Account::ChargeBacks, "charge-backs", AccountKind::Expense),
        (Account::Rewards, "rewards", AccountKind::Expense),
        (Account::Accrued, "rewards accrued", AccountKind::Liability),
        (Account::Vested, "rewards vested", AccountKind::Liability),
        (Account::Payouts, "payouts", AccountKind::Liability),
        (Account::TakenBack, "rewards taken back", AccountKind::Income),
        (Account::Recovered, "payouts recovered", AccountKind::Income),
        (Account::Expired, "rewards expired", AccountKind::Income),
    ];
    const CASH: Account = Account::Cash;

    fn index(self) -> usize {
        self as usize
    }
}

/// The programme's books.
pub(super) type Books = books::Books<Account>;

impl Books {
    /// Pays what has vested.
    pub(super) fn pay_out(&mut self, amount: i64) {
        let mut payout = self.blank();
        payout.push_debit(self.id(Account::Vested), amount);
        payout.push_through(self.id(Account::Payouts), amount);
        payout.push_credit(self.id(Account::Cash), amount);
        self.record(payout);
    }

    /// What was paid out and not recovered, in cents.
    pub(super) fn paid(&self) -> Option<i64> {
        Some(self.total(Account::Payouts)? - self.total(Account::Recovered)?)
    }
}
