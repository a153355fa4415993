//! The accountant's test of sanity: the [`TrialBalance`].

use super::AccountKind;

/// One account in a trial balance. At most one of the two columns is not zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialLine {
    /// The account's name.
    pub name: String,
    /// The account's kind.
    pub kind: AccountKind,
    /// Debits less credits in minor units, where that is positive.
    pub debit: i64,
    /// Credits less debits in minor units, where that is positive.
    pub credit: i64,
}

impl TrialLine {
    pub(super) fn new(name: String, kind: AccountKind, net_debit: i64) -> Self {
        // Both turnovers are at least zero, so their difference has a negative.
        TrialLine { name, kind, debit: net_debit.max(0), credit: (-net_debit).max(0) }
    }
}

/// All accounts with their balances in two columns, in the order of the chart.
///
/// ```
/// use bazaar_models::ledger::{AccountKind, Ledger};
/// let mut ledger = Ledger::default();
/// let cash = ledger.open("cash", AccountKind::Asset)?;
/// let capital = ledger.open("capital", AccountKind::Equity)?;
/// ledger.post(cash, capital, 1_000)?;
/// let trial = ledger.trial_balance();
/// assert_eq!(trial.lines()[1].credit, 1_000);
/// assert_eq!((trial.debits(), trial.credits()), (1_000, 1_000));
/// # Ok::<(), bazaar_models::ledger::LedgerError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialBalance {
    lines: Vec<TrialLine>,
}

impl TrialBalance {
    pub(super) fn new(lines: impl Iterator<Item = TrialLine>) -> Self {
        TrialBalance { lines: lines.collect() }
    }

    /// The accounts, in the order in which they were opened.
    #[must_use]
    pub fn lines(&self) -> &[TrialLine] {
        &self.lines
    }

    /// The sum of the debit column, in minor units.
    #[must_use]
    pub fn debits(&self) -> i128 {
        self.lines.iter().map(|line| i128::from(line.debit)).sum()
    }

    /// The sum of the credit column, in minor units.
    #[must_use]
    pub fn credits(&self) -> i128 {
        self.lines.iter().map(|line| i128::from(line.credit)).sum()
    }

    /// Debits less credits: zero, or there is a bug in the ledger.
    #[must_use]
    pub fn difference(&self) -> i128 {
        self.debits() - self.credits()
    }
}
