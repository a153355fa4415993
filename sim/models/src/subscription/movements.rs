//! The ledger of MRR movements, from which every KPI is read.
//!
//! MRR is not money, but the books are the same: each change is posted twice, to MRR and to the kind of
//! movement. So MRR at the end of a month is MRR at its start + new + expansion + reactivation -
//! contraction - churn, to the cent, because there is no other way to change it.

use crate::ledger::{AccountId, AccountKind, Ledger, LedgerError};

/// A kind of movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Movement {
    New,
    Expansion,
    Reactivation,
    Contraction,
    Churn,
}

impl Movement {
    pub(super) const ALL: [Movement; 5] =
        [Movement::New, Movement::Expansion, Movement::Reactivation, Movement::Contraction, Movement::Churn];

    const fn name(self) -> &'static str {
        match self {
            Movement::New => "new",
            Movement::Expansion => "expansion",
            Movement::Reactivation => "reactivation",
            Movement::Contraction => "contraction",
            Movement::Churn => "churn",
        }
    }

    /// Whether it adds to MRR.
    pub(super) const fn is_gain(self) -> bool {
        matches!(self, Movement::New | Movement::Expansion | Movement::Reactivation)
    }
}

/// The ledger, and the number of entries that it refused because a sum left its range.
#[derive(Clone, Debug)]
pub(super) struct Movements {
    ledger: Ledger,
    mrr: Option<AccountId>,
    kinds: Vec<AccountId>,
    pub(super) refused: u64,
}

impl Movements {
    pub(super) fn new() -> Self {
        let mut movements = Movements { ledger: Ledger::default(), mrr: None, kinds: Vec::new(), refused: 0 };
        match movements.ledger.open("mrr", AccountKind::Asset) {
            Ok(account) => movements.mrr = Some(account),
            Err(_) => movements.refused += 1,
        }
        for movement in Movement::ALL {
            let kind = if movement.is_gain() { AccountKind::Income } else { AccountKind::Expense };
            match movements.ledger.open(movement.name(), kind) {
                Ok(account) => movements.kinds.push(account),
                Err(_) => movements.refused += 1,
            }
        }
        movements
    }

    /// Moves MRR by this many cents.
    #[inline]
    pub(super) fn post(&mut self, movement: Movement, cents: i64) {
        let kind = self.kinds[movement as usize];
        let Some(mrr) = self.mrr else { return };
        let (debit, credit) = if movement.is_gain() { (mrr, kind) } else { (kind, mrr) };
        let posted: Result<(), LedgerError> = self.ledger.post(debit, credit, cents);
        if posted.is_err() {
            self.refused += 1;
        }
    }

    /// MRR now, in cents.
    pub(super) fn mrr(&self) -> i64 {
        self.mrr.and_then(|mrr| self.ledger.balance(mrr).ok()).unwrap_or(0)
    }

    /// Total movements so far, in cents, in the order of [`Movement::ALL`].
    pub(super) fn totals(&self) -> [i64; 5] {
        Movement::ALL.map(|movement| self.ledger.balance(self.kinds[movement as usize]).unwrap_or(0))
    }

    #[cfg(test)]
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}
