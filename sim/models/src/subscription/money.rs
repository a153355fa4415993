//! The business's books: every dollar that moves, by double entry, in whole cents.

use bazaar_engine::ledger::{AccountId, AccountKind, Ledger, LedgerError};

/// An account of the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// Money at hand.
    Cash,
    /// What its owners put in.
    Funding,
    /// What contracts bring: prices and users.
    Subscriptions,
    /// What metered uses bring.
    Uses,
    /// What is paid once at the beginning.
    SetUps,
    /// What purchases without a contract bring.
    Purchases,
    /// What serving free accounts and trials costs.
    ServingFree,
    /// What serving those who pay costs.
    ServingPaying,
    /// What the payment service keeps.
    PaymentFees,
    /// What leads cost.
    Leads,
    /// What marketing costs beside them.
    Marketing,
    /// What selling by people costs.
    Sales,
    /// What everything else costs.
    Operations,
}

impl Account {
    const CHART: [(Account, &'static str, AccountKind); 13] = [
        (Account::Cash, "cash", AccountKind::Asset),
        (Account::Funding, "funding", AccountKind::Equity),
        (Account::Subscriptions, "subscriptions", AccountKind::Income),
        (Account::Uses, "uses", AccountKind::Income),
        (Account::SetUps, "set-ups", AccountKind::Income),
        (Account::Purchases, "purchases", AccountKind::Income),
        (Account::ServingFree, "serving free accounts", AccountKind::Expense),
        (Account::ServingPaying, "serving customers", AccountKind::Expense),
        (Account::PaymentFees, "payment fees", AccountKind::Expense),
        (Account::Leads, "leads", AccountKind::Expense),
        (Account::Marketing, "marketing", AccountKind::Expense),
        (Account::Sales, "sales", AccountKind::Expense),
        (Account::Operations, "operations", AccountKind::Expense),
    ];

    pub(super) const INCOME: [Account; 4] =
        [Account::Subscriptions, Account::Uses, Account::SetUps, Account::Purchases];
    pub(super) const SPEND: [Account; 3] = [Account::Leads, Account::Marketing, Account::Sales];
}

/// The books, and how often they refused an entry because a sum left their range.
#[derive(Clone, Debug)]
pub(super) struct Books {
    ledger: Ledger,
    accounts: Vec<AccountId>,
    /// What the balances were when counting began.
    before: Vec<i64>,
    pub(super) refused: u64,
}

impl Books {
    pub(super) fn new() -> Self {
        let mut books =
            Books { ledger: Ledger::default(), accounts: Vec::new(), before: Vec::new(), refused: 0 };
        for (_, name, kind) in Account::CHART {
            match books.ledger.open(name, kind) {
                Ok(account) => books.accounts.push(account),
                Err(_) => books.refused += 1,
            }
        }
        books.forget();
        books
    }

    /// Counting begins now.
    pub(super) fn forget(&mut self) {
        self.before = Account::CHART.iter().map(|(account, ..)| self.balance(*account)).collect();
    }

    /// Money comes in.
    #[inline]
    pub(super) fn earn(&mut self, account: Account, cents: i64) {
        let posted = self.ledger.post(self.id(Account::Cash), self.id(account), cents);
        self.note(posted);
    }

    /// Money goes out.
    #[inline]
    pub(super) fn spend(&mut self, account: Account, cents: i64) {
        let posted = self.ledger.post(self.id(account), self.id(Account::Cash), cents);
        self.note(posted);
    }

    /// The balance now, in cents.
    pub(super) fn balance(&self, account: Account) -> i64 {
        self.ledger.balance(self.id(account)).unwrap_or(0)
    }

    /// What an account has gained since counting began, in cents; `None` if something is missing
    /// from the books.
    pub(super) fn gained(&self, account: Account) -> Option<i64> {
        (self.refused == 0).then(|| self.balance(account) - self.before[account as usize])
    }

    /// The same, of several accounts together.
    pub(super) fn gained_by(&self, accounts: &[Account]) -> Option<i64> {
        accounts.iter().map(|&account| self.gained(account)).sum()
    }

    /// All income so far, in cents.
    pub(super) fn income(&self) -> i64 {
        Account::INCOME.iter().map(|&account| self.balance(account)).sum()
    }

    fn id(&self, account: Account) -> AccountId {
        self.accounts[account as usize]
    }

    fn note(&mut self, posted: Result<(), LedgerError>) {
        if posted.is_err() {
            self.refused += 1;
        }
    }

    #[cfg(test)]
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}
