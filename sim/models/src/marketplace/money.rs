//! The platform's books: double entry, in whole cents.
//!
//! What a buyer pays for a job is held briefly and then divided: fees to the platform, a refund to the buyer
//! where one is due, and the rest to the seller. So payments = payouts + fees + refunds, to the cent, in
//! every case.

use crate::ledger::{AccountKind, LedgerError, share_of};

use super::people::Role;
use crate::books::{self, Chart};

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
    /// What monitoring for leakage costs.
    Monitoring,
    /// What regulation costs.
    Compliance,
}

impl Account {
    pub(super) const fn acquisition(role: Role) -> Account {
        match role {
            Role::Buyer => Account::BuyerAcquisition,
            Role::Seller => Account::SellerAcquisition,
        }
    }
}

impl Chart for Account {
    const ACCOUNTS: &'static [(Account, &'static str, AccountKind)] = &[
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
    const CASH: Account = Account::Cash;

    fn index(self) -> usize {
        self as usize
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

    /// With a refund of a share of the price, borne by the seller up to the payout.
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

/// The platform's books.
pub(super) type Books = books::Books<Account>;

impl Books {
    /// Records a job: the buyer pays, the platform keeps its fees, buyer and seller receive theirs.
    pub(super) fn job(&mut self, bill: &Bill) {
        let mut job = self.blank();
        job.push_debit(self.id(Account::Cash), bill.paid());
        job.push_through(self.id(Account::Payments), bill.paid());
        job.push_credit(self.id(Account::BuyerFees), bill.buyer_fee);
        job.push_credit(self.id(Account::SellerFees), bill.seller_fee);
        job.push_through(self.id(Account::Payouts), bill.payout());
        job.push_through(self.id(Account::Refunds), bill.refund);
        job.push_credit(self.id(Account::Cash), bill.payout() + bill.refund);
        self.record(job);
    }
}
