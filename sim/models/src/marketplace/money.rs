//! The platform's books: every dollar that moves, by double entry, in whole cents.
//!
//! What a buyer pays for a job is held for a moment, and divided: fees to the
//! platform, a refund to the buyer where one is due, and the rest to the seller.
//! So payments = payouts + fees + refunds, to the cent, whatever happens.

use bazaar_engine::ledger::{AccountId, AccountKind, Ledger, LedgerError, Transaction, share_of};

use super::people::Role;

/// An account of the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// Money at hand.
    Cash,
    /// What buyers have paid for jobs, until it is divided.
    Payments,
    /// What sellers are due.
    Payouts,
    /// What buyers get back.
    Refunds,
    /// Fees that buyers pay for jobs.
    BuyerFees,
    /// Fees that sellers pay for jobs.
    SellerFees,
    /// What members pay for being in.
    Memberships,
    /// What members are paid for being in.
    Subsidies,
    /// What it costs to make buyers join.
    BuyerAcquisition,
    /// What it costs to make sellers join.
    SellerAcquisition,
    /// What running the platform costs.
    Operations,
    /// What watching for leakage costs.
    Monitoring,
    /// What the law costs.
    Compliance,
}

impl Account {
    const CHART: [(Account, &'static str, AccountKind); 13] = [
        (Account::Cash, "cash", AccountKind::Asset),
        (Account::Payments, "payments", AccountKind::Liability),
        (Account::Payouts, "payouts", AccountKind::Liability),
        (Account::Refunds, "refunds", AccountKind::Liability),
        (Account::BuyerFees, "fees of buyers", AccountKind::Income),
        (Account::SellerFees, "fees of sellers", AccountKind::Income),
        (Account::Memberships, "memberships", AccountKind::Income),
        (Account::Subsidies, "subsidies", AccountKind::Expense),
        (Account::BuyerAcquisition, "acquisition of buyers", AccountKind::Expense),
        (Account::SellerAcquisition, "acquisition of sellers", AccountKind::Expense),
        (Account::Operations, "operations", AccountKind::Expense),
        (Account::Monitoring, "monitoring", AccountKind::Expense),
        (Account::Compliance, "compliance", AccountKind::Expense),
    ];

    pub(super) const fn acquisition(role: Role) -> Account {
        match role {
            Role::Buyer => Account::BuyerAcquisition,
            Role::Seller => Account::SellerAcquisition,
        }
    }
}

/// How the price of one job is divided, in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bill {
    pub(super) price: i64,
    pub(super) buyer_fee: i64,
    pub(super) seller_fee: i64,
    pub(super) refund: i64,
}

impl Bill {
    /// Fees of both sides on a price, and no refund.
    pub(super) fn new(price: i64, buyer_rate: f64, seller_rate: f64) -> Result<Self, LedgerError> {
        let (buyer_fee, seller_fee) = (share_of(price, buyer_rate)?, share_of(price, seller_rate)?);
        Ok(Bill { price, buyer_fee, seller_fee, refund: 0 })
    }

    /// With a refund of a share of the price, which the seller bears as far as the payout goes.
    pub(super) fn refunding(self, share: f64) -> Result<Self, LedgerError> {
        let refund = share_of(self.price, share)?.min(self.price - self.seller_fee);
        Ok(Bill { refund, ..self })
    }

    pub(super) const fn fees(&self) -> i64 {
        self.buyer_fee + self.seller_fee
    }

    pub(super) const fn paid(&self) -> i64 {
        self.price + self.buyer_fee
    }

    pub(super) const fn payout(&self) -> i64 {
        self.price - self.seller_fee - self.refund
    }
}

/// The books, and how often they refused an entry because a sum left their range.
#[derive(Clone, Debug)]
pub(super) struct Books {
    ledger: Ledger,
    accounts: Vec<AccountId>,
    job: Transaction,
    pub(super) refused: u64,
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
        Books { ledger, accounts, job: Transaction::new(), refused }
    }

    fn id(&self, account: Account) -> AccountId {
        self.accounts[account as usize]
    }

    /// Records a job: the buyer pays, the platform keeps its fees, buyer and seller get theirs.
    pub(super) fn job(&mut self, bill: &Bill) {
        let (cash, payments) = (self.id(Account::Cash), self.id(Account::Payments));
        let (payouts, refunds) = (self.id(Account::Payouts), self.id(Account::Refunds));
        let (buyers, sellers) = (self.id(Account::BuyerFees), self.id(Account::SellerFees));
        let job = &mut self.job;
        job.clear();
        job.push_debit(cash, bill.paid());
        job.push_through(payments, bill.paid());
        job.push_credit(buyers, bill.buyer_fee);
        job.push_credit(sellers, bill.seller_fee);
        job.push_through(payouts, bill.payout());
        job.push_through(refunds, bill.refund);
        job.push_credit(cash, bill.payout() + bill.refund);
        let recorded = self.ledger.record(job);
        self.note(recorded);
    }

    /// Money comes in.
    pub(super) fn earn(&mut self, account: Account, amount: i64) {
        let posted = self.ledger.post(self.id(Account::Cash), self.id(account), amount);
        self.note(posted);
    }

    /// Money goes out.
    pub(super) fn spend(&mut self, account: Account, amount: i64) {
        let posted = self.ledger.post(self.id(account), self.id(Account::Cash), amount);
        self.note(posted);
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

    /// Income less expenses, in cents.
    pub(super) fn profit(&self) -> Option<i128> {
        let profit = self.ledger.total(AccountKind::Income) - self.ledger.total(AccountKind::Expense);
        (self.refused == 0).then_some(profit)
    }

    #[cfg(test)]
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}
