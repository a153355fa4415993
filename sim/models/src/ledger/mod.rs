//! Money, by double entry.
//!
//! Every amount is posted twice, once as a debit and once as a credit: it does
//! not appear or vanish, it *moves*. Pacioli described the method in 1494 and
//! it has been the accountant's test of sanity ever since, because one sum
//! over all accounts must be zero, whatever happened. A simulation gains the
//! same test: if the [`trial balance`](Ledger::trial_balance) closes, no
//! event has invented money.
//!
//! Five kinds of account make up a chart (see [`AccountKind`]). Debits raise
//! what the business has and what it uses up; credits raise what it owes, what
//! its owners put in and what it earns:
//!
//! > assets + expenses = liabilities + equity + income
//!
//! Amounts are integers in minor units (cents). No float holds a balance, since 0.1 + 0.2 is not 0.3, and a
//! cent lost in a million bookings is a bug that is hard to find. Where a rate applies, [`split`] and
//! [`apportion`] divide an amount without losing a cent, and [`share_of`] rounds explicitly, once.
//!
//! All arithmetic is checked: an overflow is an error and the ledger stays as
//! it was. The vocabulary (account, entry, transaction with several legs)
//! follows Fowler's accounting patterns (*Analysis Patterns*, 1997, chapter 6).
//!
//! ```
//! use bazaar_models::ledger::{AccountKind, Ledger, Transaction, split};
//! let mut ledger = Ledger::default();
//! let cash = ledger.open("cash", AccountKind::Asset)?;
//! let owed = ledger.open("owed to providers", AccountKind::Liability)?;
//! let fees = ledger.open("fees", AccountKind::Income)?;
//!
//! // A customer pays 99.99; the marketplace keeps 15 %.
//! let [fee, payout] = split(9_999, [15, 85])?;
//! ledger.record(&Transaction::new().debit(cash, 9_999).credit(owed, payout).credit(fees, fee))?;
//! // The provider is paid out.
//! ledger.post(owed, cash, payout)?;
//!
//! assert_eq!(ledger.balance(cash)?, 1_500);
//! assert_eq!(ledger.balance(fees)?, 1_500);
//! assert_eq!(ledger.balance(owed)?, 0);
//! assert_eq!(ledger.trial_balance().difference(), 0);
//! # Ok::<(), bazaar_models::ledger::LedgerError>(())
//! ```

mod account;
mod books;
mod error;
mod share;
mod split;
mod transaction;
mod trial_balance;

pub use account::{AccountId, AccountKind, Turnover};
pub use books::Ledger;
pub use error::LedgerError;
pub use share::share_of;
pub use split::{apportion, split};
pub use transaction::Transaction;
pub use trial_balance::{TrialBalance, TrialLine};
