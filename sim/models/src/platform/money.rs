//! The platform's books: its own, and the general ledger of all components.
//!
//! Every component keeps its own books, and posts to them as it does alone. At the end of each month the
//! changes are posted to one *general ledger*: the accounts of each component under its name, and one cash
//! account for all. Money that two components have both recorded, such as a payment of which a referrer gets
//! a share, is taken out once (consolidation by elimination). So the general ledger balances if and only if
//! all books do.

use crate::ledger::{AccountId, AccountKind, Ledger, LedgerError, Transaction};

use super::Platform;
use crate::books::{self, Chart};
use crate::marketplace::Marketplace;
use crate::referral::Referral;
use crate::subscription::Subscription;

/// An account of the platform itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// Money at hand.
    Cash,
    /// What investors put in.
    Funding,
    /// Wages of the help desk's agents.
    HelpDesk,
    /// Costs of incidents beyond wages.
    Incidents,
    /// Costs of the platform itself.
    Operations,
}

impl Chart for Account {
    const ACCOUNTS: &'static [(Account, &'static str, AccountKind)] = &[
        (Account::Cash, "cash", AccountKind::Asset),
        (Account::Funding, "funding", AccountKind::Equity),
        (Account::HelpDesk, "help desk", AccountKind::Expense),
        (Account::Incidents, "incidents", AccountKind::Expense),
        (Account::Operations, "operations", AccountKind::Expense),
    ];
    const CASH: Account = Account::Cash;

    fn index(self) -> usize {
        self as usize
    }
}

/// The books of the platform itself.
pub(super) type Books = books::Books<Account>;

/// The class of a cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Serving existing customers: the cost of revenue, which the gross margin subtracts.
    Serving,
    /// Acquisition: marketing, sales, rewards.
    Winning,
    /// Costs that do not depend on customers.
    Overhead,
}

/// Every expense account of every component, with its class. A test compares this with the charts of
/// accounts, so no account can be missing from the margins.
pub(super) const COSTS: [(&str, &str, Class); 21] = [
    (Subscription::NAME, "serving free accounts", Class::Serving),
    (Subscription::NAME, "serving customers", Class::Serving),
    (Subscription::NAME, "payment fees", Class::Serving),
    (Subscription::NAME, "charge-backs", Class::Serving),
    (Subscription::NAME, "leads", Class::Winning),
    (Subscription::NAME, "marketing", Class::Winning),
    (Subscription::NAME, "sales", Class::Winning),
    (Subscription::NAME, "operations", Class::Overhead),
    (Marketplace::NAME, "subsidies", Class::Serving),
    (Marketplace::NAME, "operations", Class::Serving),
    (Marketplace::NAME, "monitoring", Class::Serving),
    (Marketplace::NAME, "compliance", Class::Serving),
    (Marketplace::NAME, "acquisition of buyers", Class::Winning),
    (Marketplace::NAME, "acquisition of sellers", Class::Winning),
    (Referral::NAME, "acquisition of customers", Class::Winning),
    (Referral::NAME, "hiring", Class::Overhead),
    (Referral::NAME, "rewards", Class::Winning),
    (Referral::NAME, "charge-backs", Class::Serving),
    (Platform::NAME, "help desk", Class::Serving),
    (Platform::NAME, "incidents", Class::Serving),
    (Platform::NAME, "operations", Class::Overhead),
];

/// The name of cash in every component's books, and in the general ledger.
const CASH: &str = "cash";

/// The state of one component's books when they were last posted.
#[derive(Clone, Debug, Default)]
struct Posted {
    /// By account: where it is in the general ledger, and debits less credits.
    accounts: Vec<(AccountId, i64)>,
}

/// The general ledger, and the number of entries that it refused.
#[derive(Clone, Debug, Default)]
pub(super) struct General {
    ledger: Ledger,
    posted: Vec<(&'static str, Posted)>,
    /// The total that was eliminated because two components had recorded it, in cents.
    eliminated: i64,
    refused: u64,
}

impl General {
    /// Posts the changes in the books of a component since the last time.
    pub(super) fn consolidate(&mut self, component: &'static str, books: &Ledger) {
        let posted = self.try_consolidate(component, books);
        self.refused += u64::from(posted.is_err());
    }

    fn try_consolidate(&mut self, component: &'static str, books: &Ledger) -> Result<(), LedgerError> {
        let place = match self.posted.iter().position(|(name, _)| *name == component) {
            Some(place) => place,
            None => {
                self.posted.push((component, Posted::default()));
                self.posted.len() - 1
            }
        };
        let mut entry = Transaction::new();
        for (number, line) in books.trial_balance().lines().iter().enumerate() {
            let accounts = &mut self.posted[place].1.accounts;
            if number == accounts.len() {
                let account = if line.name == CASH {
                    self.ledger.open(CASH, line.kind)?
                } else {
                    self.ledger.open(&name(component, &line.name), line.kind)?
                };
                accounts.push((account, 0));
            }
            let (account, before) = accounts[number];
            let now = line.debit - line.credit;
            match now.checked_sub(before).ok_or(LedgerError::Overflow)? {
                moved if moved > 0 => entry.push_debit(account, moved),
                moved => entry.push_credit(account, -moved),
            }
            accounts[number].1 = now;
        }
        self.ledger.record(&entry)
    }

    /// Eliminates income of a component that is also in the books of others; the amount is cumulative, in
    /// cents.
    pub(super) fn eliminate(&mut self, component: &'static str, account: &str, mirrored: i64) {
        let accounts = (self.ledger.account(&name(component, account)), self.ledger.account(CASH));
        let (Some(earned), Some(cash)) = accounts else { return };
        let posted = self.ledger.post(earned, cash, mirrored - self.eliminated);
        self.eliminated = mirrored;
        self.refused += u64::from(posted.is_err());
    }

    /// The balance of a component's account, in cents; zero if the component is off.
    pub(super) fn balance(&self, component: &'static str, account: &str) -> i64 {
        let account = self.ledger.account(&name(component, account));
        account.and_then(|account| self.ledger.balance(account).ok()).unwrap_or(0)
    }

    /// Money at hand, in cents.
    pub(super) fn cash(&self) -> i64 {
        let account = self.ledger.account(CASH);
        account.and_then(|account| self.ledger.balance(account).ok()).unwrap_or(0)
    }

    /// What investors have put in, in cents.
    pub(super) fn funding(&self) -> i64 {
        i64::try_from(self.ledger.total(AccountKind::Equity)).unwrap_or(i64::MAX)
    }

    /// The total of one class of costs over all components, in cents.
    pub(super) fn cost(&self, class: Class) -> i64 {
        let of_class = COSTS.iter().filter(|(.., other)| *other == class);
        of_class.map(|(component, account, _)| self.balance(component, account)).sum()
    }

    /// Income less expenses of all components, in cents. Equity is neither.
    pub(super) fn profit(&self) -> i64 {
        let profit = self.ledger.total(AccountKind::Income) - self.ledger.total(AccountKind::Expense);
        i64::try_from(profit).unwrap_or(i64::MAX)
    }

    /// Checks that every expense account has one class, and that the classes add up to all expenses.
    #[cfg(test)]
    pub(super) fn check_classes(&self) {
        for line in
            self.ledger.trial_balance().lines().iter().filter(|line| line.kind == AccountKind::Expense)
        {
            let found = COSTS.iter().filter(|(component, account, _)| name(component, account) == line.name);
            assert_eq!(found.count(), 1, "{}", line.name);
        }
        let classes = [Class::Serving, Class::Winning, Class::Overhead].map(|class| self.cost(class));
        assert_eq!(i128::from(classes.iter().sum::<i64>()), self.ledger.total(AccountKind::Expense));
        assert!(classes.iter().all(|&cents| cents > 0), "{classes:?}");
    }

    /// Income of all components, in cents.
    #[cfg(test)]
    pub(super) fn income(&self) -> i128 {
        self.ledger.total(AccountKind::Income)
    }

    /// Whether no entry was refused.
    pub(super) fn is_complete(&self) -> bool {
        self.refused == 0
    }

    /// Cash that income, expenses, debts and capital do not explain, in cents: zero, unless a component has
    /// moved money that it did not post.
    pub(super) fn unexplained(&self) -> i128 {
        let total = |kind| self.ledger.total(kind);
        let explained = total(AccountKind::Income) - total(AccountKind::Expense)
            + total(AccountKind::Liability)
            + total(AccountKind::Equity);
        total(AccountKind::Asset) - explained
    }
}

fn name(component: &str, account: &str) -> String {
    format!("{component}: {account}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_between_two_postings_is_posted_once() {
        let mut books = Books::new();
        let mut general = General::default();
        books.earn(Account::Funding, 1_000);
        general.consolidate("platform", books.ledger());
        books.spend(Account::HelpDesk, 300);
        general.consolidate("platform", books.ledger());
        general.consolidate("platform", books.ledger());
        assert_eq!(general.cash(), 700);
        assert_eq!(general.balance("platform", "help desk"), 300);
        assert_eq!((general.unexplained(), general.is_complete()), (0, true));
    }

    #[test]
    fn components_share_one_cash_and_nothing_else() {
        let (mut one, mut other) = (Books::new(), Books::new());
        let mut general = General::default();
        one.spend(Account::Operations, 5);
        other.spend(Account::Operations, 7);
        general.consolidate("one", one.ledger());
        general.consolidate("other", other.ledger());
        assert_eq!(general.cash(), -12);
        assert_eq!((general.balance("one", "operations"), general.balance("other", "operations")), (5, 7));
    }

    #[test]
    fn what_two_components_have_written_down_counts_once() {
        let mut ledger = Ledger::default();
        let cash = ledger.open("cash", AccountKind::Asset).unwrap();
        let revenue = ledger.open("revenue", AccountKind::Income).unwrap();
        let mut general = General::default();
        for (paid, in_all) in [(400, 400), (100, 500)] {
            ledger.post(cash, revenue, paid).unwrap();
            general.consolidate("subscription", &ledger);
            general.consolidate("referral", &ledger);
            general.eliminate("referral", "revenue", in_all);
        }
        assert_eq!((general.cash(), general.income()), (500, 500));
        assert_eq!(general.unexplained(), 0);
    }
}
