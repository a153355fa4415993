//! Rewards: what a referral earns by the contract.

use crate::ledger::share_of;
use bazaar_engine::Context;
use bazaar_engine::stream::Generator;

use super::payout::Hangs;
use super::people::{Referrer, Who};
use super::programme::Programme;
use super::resolved::OF_CUSTOMERS;

/// The earnings of a referrer, and the number of referrals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Account {
    /// In cents: all that was accrued and not taken back.
    pub(super) earned: i64,
    pub(super) referrals: u32,
}

/// Tolerance for rounding in the sum of a date and a number of months.
const ROUNDING: f64 = 1e-6;

impl<G: Generator> Programme<'_, G> {
    /// The contract of a referrer.
    pub(super) fn terms_of(&self, referrer: Referrer) -> Option<usize> {
        match referrer.who() {
            Who::Nobody => None,
            Who::Person(_) => Some(OF_CUSTOMERS),
            Who::Partner(partner) => Some(1 + usize::from(self.partners[partner as usize].kind)),
        }
    }

    pub(super) fn account_mut(&mut self, referrer: Referrer) -> Option<&mut Account> {
        match referrer.who() {
            Who::Nobody => None,
            Who::Person(person) => self.accounts.get_mut(person as usize),
            Who::Partner(partner) => Some(&mut self.partners[partner as usize].account),
        }
    }

    /// A referred person has become a customer: the referrer gets the fixed reward.
    pub(super) fn reward(&mut self, person: u32, context: &mut Context<'_, Self>) {
        let referrer = self.people[person as usize].referrer;
        let Some(terms) = self.terms_of(referrer).filter(|_| self.is_on(context.now())) else { return };
        self.people[person as usize].is_attributed = true;
        self.sums.sources[terms].attributed += 1;
        self.sums.rise(|over_time| &mut over_time.attributed, context.now(), 1.0);
        if let Some(account) = self.account_mut(referrer) {
            account.referrals += 1;
        }
        let contract = &self.plan.terms[terms];
        if !contract.gives_something() {
            return;
        }
        let times = self.times(referrer, terms);
        let hangs = Hangs::OnPerson(person);
        let fixed = self.part(contract.fixed, times);
        let bonus = self.part(contract.bonus, times);
        let (now, later) = ((terms, contract.vests_after), (terms, contract.bonus_after));
        self.accrue((referrer, hangs), fixed, now, context);
        self.accrue((referrer, hangs), bonus, later, context);
        // The reward of the new customer does not count towards a cap.
        self.accrue((Referrer::NOBODY, hangs), contract.to_referred, now, context);
    }

    /// A referred customer has paid: the referrer gets a share, if the time for it is not over.
    pub(super) fn share(&mut self, person: u32, paid: i64, context: &mut Context<'_, Self>) {
        let record = &self.people[person as usize];
        if !record.is_attributed {
            return;
        }
        let (referrer, age) = (record.referrer, context.now() - record.joined);
        let Some(terms) = self.terms_of(referrer) else { return };
        let contract = &self.plan.terms[terms];
        if contract.share > 0.0 && age + ROUNDING < contract.share_for {
            let times = contract.share * self.times(referrer, terms);
            let amount = self.part(paid, times);
            self.accrue((referrer, Hangs::OnPerson(person)), amount, (terms, contract.vests_after), context);
        }
    }

    /// The total reward of the referrer and the referred for a customer who pays this many cents once and
    /// leaves after this many hours: what has vested by then and is not taken back.
    pub(super) fn gain_of_leaving(&mut self, referrer: Referrer, paid: i64, stays: f64) -> i64 {
        let Some(terms) = self.terms_of(referrer) else { return 0 };
        let account = self.account_mut(referrer).map_or(Account::default(), |account| *account);
        let contract = &self.plan.terms[terms];
        let is_kept = |after: f64| after < stays && contract.claw_back <= stays;
        let times = contract.times(account.referrals.saturating_add(1));
        let part = |amount: i64, times: f64| share_of(amount, times).unwrap_or(0);
        let left = contract.cap.saturating_sub(account.earned).max(0);
        let (mut own, mut of_other) = (0, 0);
        if is_kept(contract.vests_after) {
            let share = if contract.share_for > 0.0 { contract.share * times } else { 0.0 };
            own += part(contract.fixed, times) + part(paid, share);
            of_other = contract.to_referred;
        }
        if is_kept(contract.bonus_after) {
            own += part(contract.bonus, times);
        }
        own.min(left) + of_other
    }

    /// The multiple of the reward by the referrer's tier.
    fn times(&mut self, referrer: Referrer, terms: usize) -> f64 {
        let referrals = self.account_mut(referrer).map_or(0, |account| account.referrals);
        self.plan.terms[terms].times(referrals)
    }

    /// A share or a multiple of an amount, to the nearest cent.
    pub(super) fn part(&mut self, amount: i64, times: f64) -> i64 {
        let part = share_of(amount, times);
        let amount = part.as_ref().copied().unwrap_or(0);
        self.books.note(part);
        amount
    }
}
