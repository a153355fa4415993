//! The books themselves: the [`Ledger`].

use super::account::Account;
use super::transaction::Leg;
use super::{AccountId, AccountKind, LedgerError, Transaction, TrialBalance, TrialLine, Turnover};

/// A chart of accounts and the turnovers between them.
///
/// It keeps turnovers, not entries: constant size, constant time per posting. A posting that fails leaves it
/// unchanged.
///
/// ```
/// use bazaar_models::ledger::{AccountKind, Ledger};
/// let mut ledger = Ledger::default();
/// let cash = ledger.open("cash", AccountKind::Asset)?;
/// let salaries = ledger.open("salaries", AccountKind::Expense)?;
/// ledger.post(salaries, cash, 250_000)?;
/// assert_eq!(ledger.balance(cash)?, -250_000);
/// assert_eq!(ledger.balance(salaries)?, 250_000);
/// # Ok::<(), bazaar_models::ledger::LedgerError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    accounts: Vec<Account>,
}

impl Ledger {
    /// Opens an account, or finds the one that is open under this name.
    ///
    /// Components that share a ledger can thus each open "cash" and mean the same.
    ///
    /// # Errors
    /// [`LedgerError::OtherKind`] and [`LedgerError::TooManyAccounts`].
    pub fn open(&mut self, name: &str, kind: AccountKind) -> Result<AccountId, LedgerError> {
        if let Some(id) = self.account(name) {
            let open = self.get(id)?.kind;
            let asked = kind;
            return if open == asked {
                Ok(id)
            } else {
                Err(LedgerError::OtherKind { name: name.to_owned(), open, asked })
            };
        }
        let id = u16::try_from(self.accounts.len()).map_err(|_| LedgerError::TooManyAccounts)?;
        let turnover = Turnover::default();
        self.accounts.push(Account { name: name.to_owned(), kind, turnover });
        Ok(AccountId(id))
    }

    /// The account that is open under this name.
    #[must_use]
    pub fn account(&self, name: &str) -> Option<AccountId> {
        let place = self.accounts.iter().position(|account| account.name == name)?;
        u16::try_from(place).ok().map(AccountId)
    }

    /// Moves `amount` minor units: a debit to one account, a credit to another.
    ///
    /// # Errors
    /// [`LedgerError::NegativeAmount`], [`LedgerError::UnknownAccount`] and
    /// [`LedgerError::Overflow`].
    #[inline]
    pub fn post(&mut self, debit: AccountId, credit: AccountId, amount: i64) -> Result<(), LedgerError> {
        self.enter(&[
            Leg { account: debit, entry: Turnover { debits: amount, credits: 0 } },
            Leg { account: credit, entry: Turnover { debits: 0, credits: amount } },
        ])
    }

    /// Records all legs of a transaction, or none.
    ///
    /// # Errors
    /// [`LedgerError::Unbalanced`] and those of [`post`](Ledger::post).
    pub fn record(&mut self, transaction: &Transaction) -> Result<(), LedgerError> {
        let (mut debits, mut credits) = (0i128, 0i128);
        for leg in transaction.legs() {
            debits += i128::from(leg.entry.debits);
            credits += i128::from(leg.entry.credits);
        }
        if debits != credits {
            return Err(LedgerError::Unbalanced { debits, credits });
        }
        self.enter(transaction.legs())
    }

    /// The balance in minor units, on the side on which the account grows.
    ///
    /// Cash of 500 and a debt of 500 are both 500; overdrawn cash is negative.
    ///
    /// # Errors
    /// [`LedgerError::UnknownAccount`].
    pub fn balance(&self, account: AccountId) -> Result<i64, LedgerError> {
        self.get(account).map(Account::balance)
    }

    /// All debits and all credits of the account, in minor units.
    ///
    /// # Errors
    /// [`LedgerError::UnknownAccount`].
    pub fn turnover(&self, account: AccountId) -> Result<Turnover, LedgerError> {
        self.get(account).map(|account| account.turnover)
    }

    /// The sum of the balances of all accounts of one kind, in minor units.
    ///
    /// The profit is `total(Income) - total(Expense)`.
    #[must_use]
    pub fn total(&self, kind: AccountKind) -> i128 {
        let of_kind = self.accounts.iter().filter(|account| account.kind == kind);
        of_kind.map(|account| i128::from(account.balance())).sum()
    }

    /// Every account's balance, in its column. The columns sum to the same.
    #[must_use]
    pub fn trial_balance(&self) -> TrialBalance {
        TrialBalance::new(
            self.accounts.iter().map(|account| {
                TrialLine::new(account.name.clone(), account.kind, account.turnover.net_debit())
            }),
        )
    }

    /// Adds the turnovers of another partition: exact, in any order.
    ///
    /// # Errors
    /// [`LedgerError::DifferentCharts`] and [`LedgerError::Overflow`].
    pub fn merge(&mut self, other: &Ledger) -> Result<(), LedgerError> {
        let pairs = || self.accounts.iter().zip(&other.accounts);
        let alike = pairs().all(|(ours, theirs)| ours.name == theirs.name && ours.kind == theirs.kind);
        if self.accounts.len() != other.accounts.len() || !alike {
            return Err(LedgerError::DifferentCharts);
        }
        let sums: Option<Vec<Turnover>> =
            pairs().map(|(ours, theirs)| ours.turnover.checked_add(theirs.turnover)).collect();
        let sums = sums.ok_or(LedgerError::Overflow)?;
        self.accounts.iter_mut().zip(sums).for_each(|(account, sum)| account.turnover = sum);
        Ok(())
    }

    fn get(&self, id: AccountId) -> Result<&Account, LedgerError> {
        self.accounts.get(usize::from(id.0)).ok_or(LedgerError::UnknownAccount)
    }

    /// Enters balanced legs one by one and, if one is refused, takes those before it back.
    ///
    /// Integers make that exact. Checking first would need the sum per
    /// account, since several legs may meet in one.
    #[inline]
    fn enter(&mut self, legs: &[Leg]) -> Result<(), LedgerError> {
        for (entered, leg) in legs.iter().enumerate() {
            if let Err(refusal) = self.enter_leg(leg) {
                for leg in &legs[..entered] {
                    let turnover = &mut self.accounts[usize::from(leg.account.0)].turnover;
                    turnover.debits -= leg.entry.debits;
                    turnover.credits -= leg.entry.credits;
                }
                return Err(refusal);
            }
        }
        Ok(())
    }

    #[inline]
    fn enter_leg(&mut self, leg: &Leg) -> Result<(), LedgerError> {
        let amount = leg.entry.debits.min(leg.entry.credits);
        if amount < 0 {
            return Err(LedgerError::NegativeAmount(amount));
        }
        let account = self.accounts.get_mut(usize::from(leg.account.0));
        let turnover = &mut account.ok_or(LedgerError::UnknownAccount)?.turnover;
        *turnover = turnover.checked_add(leg.entry).ok_or(LedgerError::Overflow)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> (Ledger, AccountId, AccountId) {
        let mut ledger = Ledger::default();
        let cash = ledger.open("cash", AccountKind::Asset).expect("a free name");
        let sales = ledger.open("sales", AccountKind::Income).expect("a free name");
        (ledger, cash, sales)
    }

    #[test]
    fn a_balance_is_positive_on_the_side_on_which_the_account_grows() {
        let (mut ledger, cash, sales) = shop();
        assert_eq!(ledger.post(cash, sales, 700), Ok(()));
        assert_eq!(ledger.post(sales, cash, 200), Ok(()));
        assert_eq!((ledger.balance(cash), ledger.balance(sales)), (Ok(500), Ok(500)));
        assert_eq!(ledger.turnover(cash), Ok(Turnover { debits: 700, credits: 200 }));
        assert_eq!(ledger.total(AccountKind::Income), 500);
    }

    #[test]
    fn a_name_opens_one_account_only() {
        let (mut ledger, cash, _) = shop();
        assert_eq!(ledger.open("cash", AccountKind::Asset), Ok(cash));
        let (open, asked) = (AccountKind::Asset, AccountKind::Equity);
        let refusal = LedgerError::OtherKind { name: "cash".into(), open, asked };
        assert_eq!(ledger.open("cash", asked), Err(refusal));
        assert_eq!(ledger.account("petty cash"), None);
    }

    #[test]
    fn refused_postings_leave_the_ledger_as_it_was() {
        let (mut ledger, cash, sales) = shop();
        ledger.post(cash, sales, i64::MAX - 5).expect("it fits");
        let before = ledger.clone();
        assert_eq!(ledger.post(cash, sales, -1), Err(LedgerError::NegativeAmount(-1)));
        assert_eq!(ledger.post(sales, AccountId(9), 1), Err(LedgerError::UnknownAccount));
        assert_eq!(ledger.post(cash, sales, 6), Err(LedgerError::Overflow));
        let lopsided = Transaction::new().debit(cash, 2).credit(sales, 3);
        assert_eq!(ledger.record(&lopsided), Err(LedgerError::Unbalanced { debits: 2, credits: 3 }));
        assert_eq!(ledger, before);
    }

    #[test]
    fn legs_that_meet_in_one_account_may_overflow_it_together_and_are_taken_back() {
        let (mut ledger, cash, sales) = shop();
        let before = ledger.clone();
        let large = i64::MAX / 2 + 1;
        let sale = Transaction::new().debit(cash, large).debit(cash, large);
        let sale = sale.credit(sales, large).credit(sales, large);
        assert_eq!(ledger.record(&sale), Err(LedgerError::Overflow));
        assert_eq!(ledger, before);
    }

    #[test]
    fn ledgers_merge_only_with_the_same_chart() {
        let (mut ours, cash, sales) = shop();
        let mut theirs = ours.clone();
        ours.post(cash, sales, 100).expect("it fits");
        theirs.post(sales, cash, 30).expect("it fits");
        assert_eq!(ours.merge(&theirs), Ok(()));
        assert_eq!(ours.turnover(cash), Ok(Turnover { debits: 100, credits: 30 }));

        theirs.open("rent", AccountKind::Expense).expect("a free name");
        assert_eq!(ours.merge(&theirs), Err(LedgerError::DifferentCharts));
        ours.open("rent", AccountKind::Asset).expect("a free name");
        assert_eq!(ours.merge(&theirs), Err(LedgerError::DifferentCharts));
    }

    #[test]
    fn a_merge_that_overflows_leaves_the_ledger_as_it_was() {
        let (mut ours, cash, sales) = shop();
        let rent = ours.open("rent", AccountKind::Expense).expect("a free name");
        let mut theirs = ours.clone();
        ours.post(rent, sales, i64::MAX).expect("it fits");
        theirs.post(cash, sales, 1).expect("it fits");
        let before = ours.clone();
        assert_eq!(ours.merge(&theirs), Err(LedgerError::Overflow));
        assert_eq!(ours, before);
    }

    #[test]
    fn a_chart_has_room_for_65536_accounts() {
        let turnover = Turnover::default();
        let account = |i: u32| Account { name: i.to_string(), kind: AccountKind::Asset, turnover };
        let mut ledger = Ledger { accounts: (0..65_536).map(account).collect() };
        assert_eq!(ledger.account("65535"), Some(AccountId(u16::MAX)));
        assert_eq!(ledger.open("one more", AccountKind::Asset), Err(LedgerError::TooManyAccounts));
    }
}
