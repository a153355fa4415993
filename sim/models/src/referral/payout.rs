//! Payouts: accrued, then vested, then paid; or taken back, or expired.
//!
//! A payout depends on a person who must stay: the referred customer, or the hire. If that person leaves,
//! rewards that have not vested are taken back, and also vested or paid ones within the claw-back window.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::chance;

use super::money::Account;
use super::people::{NONE, Referrer};
use super::programme::{Kind, Programme};
use super::streams::{Purpose, stream};

/// The state of a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Accrued,
    Vested,
    Paid,
    TakenBack,
    Expired,
}

/// The person who must stay for a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hangs {
    OnPerson(u32),
    OnJob(u32),
}

/// One reward for one referral.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payout {
    pub(super) amount: i64,
    pub(super) accrued: f64,
    /// When it is due to vest.
    pub(super) vests: f64,
    /// The referrer on whose account it counts.
    pub(super) payee: Referrer,
    /// The next payout that depends on the same person.
    pub(super) next: u32,
    pub(super) hangs: Hangs,
    pub(super) terms: u16,
    pub(super) standing: Standing,
    pub(super) is_claimed: bool,
}

impl<G: Generator> Programme<'_, G> {
    /// A reward is accrued, and vests after `delay`.
    pub(super) fn accrue(
        &mut self,
        (payee, hangs): (Referrer, Hangs),
        amount: i64,
        (terms, delay): (usize, f64),
        context: &mut Context<'_, Self>,
    ) {
        let amount = self.within_cap(payee, amount, terms);
        if amount <= 0 {
            return;
        }
        let now = context.now();
        let unclaimed = self.plan.terms[terms].unclaimed;
        // A fake is created for the reward, so it is claimed.
        let is_sought = matches!(hangs, Hangs::OnPerson(person) if self.people[person as usize].is_fake);
        let is_claimed = unclaimed <= 0.0 || is_sought || {
            let number = u32::try_from(self.payouts.len()).unwrap_or(u32::MAX);
            let mut rng = stream(self.streams, Purpose::Claim, self.key_of(hangs).child(number));
            !chance(&mut rng, unclaimed)
        };
        let slot = u32::try_from(self.payouts.len()).unwrap_or(NONE);
        let head = match hangs {
            Hangs::OnPerson(person) => &mut self.people[person as usize].payouts,
            Hangs::OnJob(job) => &mut self.jobs[job as usize].payouts,
        };
        let next = std::mem::replace(head, slot);
        #[expect(clippy::cast_possible_truncation, reason = "a scenario has few contracts")]
        let terms = terms as u16;
        let standing = Standing::Accrued;
        let vests = now + delay;
        self.payouts.push(Payout {
            amount,
            accrued: now,
            vests,
            payee,
            next,
            hangs,
            terms,
            standing,
            is_claimed,
        });
        self.books.post(Account::Rewards, Account::Accrued, amount);
        if vests < self.plan.horizon.end {
            self.sums.counts.due += 1;
        }
        if delay > 0.0 {
            context.at(vests, Kind::Vest, slot);
        } else {
            self.vest(slot, context);
        }
    }

    /// The part of an amount that the referrer's cap allows.
    fn within_cap(&mut self, payee: Referrer, amount: i64, terms: usize) -> i64 {
        let cap = self.plan.terms[terms].cap;
        let Some(account) = self.account_mut(payee) else { return amount };
        let amount = amount.min(cap.saturating_sub(account.earned));
        account.earned += amount.max(0);
        amount
    }

    /// The person has stayed long enough for the payout to vest.
    pub(super) fn vest(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        debug_assert!(context.now() >= self.payouts[slot as usize].vests, "nothing vests too early");
        let payout = &mut self.payouts[slot as usize];
        payout.standing = Standing::Vested;
        let (amount, is_claimed) = (payout.amount, payout.is_claimed);
        let terms = &self.plan.terms[usize::from(payout.terms)];
        let (paid_after, expires_after) = (terms.paid_after, terms.expires_after);
        self.books.post(Account::Accrued, Account::Vested, amount);
        self.sums.counts.vested += 1;
        if !is_claimed {
            context.after(expires_after, Kind::Expire, slot);
        } else if paid_after > 0.0 {
            context.after(paid_after, Kind::PayOut, slot);
        } else {
            self.pay_out(slot, context.now());
        }
    }

    pub(super) fn pay_out(&mut self, slot: u32, now: f64) {
        let payout = &mut self.payouts[slot as usize];
        payout.standing = Standing::Paid;
        let (amount, terms) = (payout.amount, usize::from(payout.terms));
        self.books.pay_out(amount);
        self.sums.sources[terms].paid += amount;
        self.sums.rise(|over_time| &mut over_time.paid, now, amount as f64);
    }

    pub(super) fn expire(&mut self, slot: u32) {
        let payout = &mut self.payouts[slot as usize];
        payout.standing = Standing::Expired;
        let amount = payout.amount;
        self.books.post(Account::Vested, Account::Expired, amount);
    }

    /// The person on whom payouts depend leaves.
    pub(super) fn take_back(&mut self, first: u32, now: f64) {
        let mut slot = first;
        while slot != NONE {
            let payout = self.payouts[slot as usize];
            let terms = usize::from(payout.terms);
            let is_open = now < payout.accrued + self.plan.terms[terms].claw_back;
            let from = match payout.standing {
                Standing::Accrued => Some((Account::Accrued, Account::TakenBack)),
                Standing::Vested if is_open => Some((Account::Vested, Account::TakenBack)),
                Standing::Paid if is_open => Some((Account::Cash, Account::Recovered)),
                Standing::Vested | Standing::Paid | Standing::TakenBack | Standing::Expired => None,
            };
            if let Some((debit, credit)) = from {
                self.books.post(debit, credit, payout.amount);
                if credit == Account::Recovered {
                    self.sums.sources[terms].paid -= payout.amount;
                    self.sums.rise(|over_time| &mut over_time.paid, now, -(payout.amount as f64));
                }
                self.payouts[slot as usize].standing = Standing::TakenBack;
                if let Some(account) = self.account_mut(payout.payee) {
                    account.earned -= payout.amount;
                }
            }
            slot = payout.next;
        }
    }
}
