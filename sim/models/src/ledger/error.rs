//! Why a ledger refuses a posting.

use core::error::Error;
use core::fmt;

use super::AccountKind;

/// A posting, merge or division that was refused. The ledger is as it was before.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LedgerError {
    /// The account belongs to another ledger.
    UnknownAccount,
    /// The name is taken by an account of another kind.
    OtherKind {
        /// The name in question.
        name: String,
        /// What the open account is.
        open: AccountKind,
        /// What was asked for.
        asked: AccountKind,
    },
    /// A chart holds at most 65,536 accounts.
    TooManyAccounts,
    /// Amounts are not negative; to go back, swap debit and credit.
    NegativeAmount(i64),
    /// The debits of a transaction are not the sum of its credits.
    Unbalanced {
        /// The sum of all debits.
        debits: i128,
        /// The sum of all credits.
        credits: i128,
    },
    /// A sum exceeds what 64 bits hold, about 9.2e18 minor units.
    Overflow,
    /// The two ledgers do not have the same accounts in the same order.
    DifferentCharts,
    /// An amount cannot be divided by weights that are all zero.
    NoWeight,
    /// A rate must be finite, and amount and share below 2^53 to be exact as floats.
    NotAShare {
        /// The amount that was to be shared.
        amount: i64,
        /// The rate that was asked for.
        rate: f64,
    },
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerError::UnknownAccount => write!(f, "the account belongs to another ledger"),
            LedgerError::OtherKind { name, open, asked } => {
                write!(f, "account `{name}` is open as {open} and cannot be opened as {asked}")
            }
            LedgerError::TooManyAccounts => write!(f, "a ledger holds at most 65536 accounts"),
            LedgerError::NegativeAmount(amount) => {
                write!(f, "an amount cannot be negative ({amount}): swap debit and credit")
            }
            LedgerError::Unbalanced { debits, credits } => {
                write!(f, "debits of {debits} do not equal credits of {credits}")
            }
            LedgerError::Overflow => write!(f, "a sum exceeds 64 bits"),
            LedgerError::DifferentCharts => {
                write!(f, "ledgers with different accounts cannot be merged")
            }
            LedgerError::NoWeight => {
                write!(f, "an amount cannot be divided by weights that are all zero")
            }
            LedgerError::NotAShare { amount, rate } => {
                write!(f, "{rate} of {amount} cannot be computed exactly enough")
            }
        }
    }
}

impl Error for LedgerError {}
