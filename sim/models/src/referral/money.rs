//! The programme's books: double entry, in whole cents.
//!
//! A reward is an expense and a liability from the moment it is accrued. When it vests it falls due, and ends
//! in one of three ways: it is paid, taken back, or expires. So, to the cent, rewards = accrued + vested +
//! paid + taken back + expired, at any time; what is taken back after it was paid is an inflow.

use crate::ledger::AccountKind;

use crate::books::{self, Chart};

/// An account of the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// Money at hand.
    Cash,
    /// What customers pay.
    Revenue,
    /// The cost of acquiring customers without a referrer.
    Acquisition,
    /// The cost of hiring from the market.
    Hiring,
    /// What banks charge for payments that they take back.
    ChargeBacks,
    /// Rewards promised.
    Rewards,
    /// Rewards that have not vested yet.
    Accrued,
    /// Rewards that have vested and are due.
    Vested,
    /// What was paid out.
    Payouts,
    /// What was taken back before it was paid,
    TakenBack,
    /// and after.
    Recovered,
    /// Rewards that were not claimed in time.
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
