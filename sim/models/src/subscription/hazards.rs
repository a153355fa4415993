//! Competing hazards: what accounts do spontaneously, at any time.
//!
//! Each time is exponential, so the first comes at the sum of the rates, and is of each kind with the
//! probability of its share. One event therefore suffices for all, and it is drawn anew after every other
//! event of the account, since exponential times are memoryless.

use crate::ledger::share_of;
use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::unit;

use super::account::{Intent, NONE, State};
use super::business::Business;
use super::cause::{Cause, Change};
use super::money::Account as Book;

/// The rates of an account, an hour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Hazards([f64; 7]);

/// The kinds of hazards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hazard {
    Recommend,
    ThinkOfMore,
    ThinkOfLess,
    Pause,
    AddUser,
    RemoveUser,
    /// Leave a free plan, resume after a pause, or come back.
    Turn,
}

impl Hazards {
    const ORDER: [Hazard; 7] = [
        Hazard::Recommend,
        Hazard::ThinkOfMore,
        Hazard::ThinkOfLess,
        Hazard::Pause,
        Hazard::AddUser,
        Hazard::RemoveUser,
        Hazard::Turn,
    ];

    #[inline]
    pub(super) fn total(&self) -> f64 {
        self.0.iter().sum()
    }

    /// The hazard in whose part of the sum a uniform draw lies.
    fn pick(&self, draw: f64) -> Hazard {
        let mut left = draw * self.total();
        for (hazard, rate) in Self::ORDER.into_iter().zip(self.0) {
            left -= rate;
            if left < 0.0 {
                return hazard;
            }
        }
        Hazard::Turn
    }
}

impl<G: Generator> Business<'_, G> {
    #[inline]
    pub(super) fn hazards(&self, slot: u32) -> Hazards {
        let account = &self.accounts[slot];
        let parameters = &self.plan.parameters;
        let (changes, seats) = (&parameters.changes, &parameters.seats);
        let spread = parameters.leads.word_of_mouth.canonical();
        let users = f64::from(account.seats);
        let offer = self.plan.offer(account.offer);
        let more = if offer.up == NONE { 0.0 } else { changes.upgrade.canonical() };
        let grow = users * seats.grow.canonical();
        let shrink = (users - 1.0) * seats.shrink.canonical();
        if account.is_hollow() {
            return Hazards::default();
        }
        match account.state {
            State::Free => {
                let spread = spread * offer.appeal.word_of_mouth;
                Hazards([spread, more, 0.0, 0.0, grow, shrink, changes.abandon.canonical()])
            }
            State::Trial => Hazards([spread, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            State::Paying => {
                let less = if offer.down == NONE { 0.0 } else { changes.downgrade.canonical() };
                Hazards([spread, more, less, changes.pause.canonical(), grow, shrink, 0.0])
            }
            State::Paused => Hazards([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, changes.resume.canonical()]),
            State::Churned => {
                Hazards([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, parameters.renewal.win_back.canonical()])
            }
            State::Sale | State::Buying | State::Gone => Hazards::default(),
        }
    }

    /// One of an account's hazards occurs.
    pub(super) fn changes(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let hazards = self.hazards(slot);
        let draw = unit(&mut self.accounts[slot].life);
        let state = self.accounts[slot].state;
        match hazards.pick(draw) {
            Hazard::Recommend => self.recommends(slot, context),
            Hazard::ThinkOfMore => self.prompts(slot, Cause::Thought, 0, context),
            Hazard::ThinkOfLess => self.intends(slot, Intent::Downgrade),
            Hazard::Pause => self.intends(slot, Intent::Pause),
            Hazard::AddUser => self.adds_user(slot, context),
            Hazard::RemoveUser => self.removes_user(slot, now),
            Hazard::Turn => match state {
                State::Free => self.abandons(slot, Cause::Thought, now),
                State::Paused => self.resumes(slot, context),
                State::Churned => {
                    let offer = self.accounts[slot].offer;
                    self.converts(slot, offer, Cause::Thought, context);
                }
                _ => {}
            },
        }
    }

    /// An account with a contract acts on its decision when the contract ends.
    fn intends(&mut self, slot: u32, intent: Intent) {
        let account = &mut self.accounts[slot];
        if account.intent == Intent::Renew {
            account.intent = intent;
        }
    }

    /// Adds a user, charged from today; or prompts, if the plan allows no more.
    fn adds_user(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let account = &self.accounts[slot];
        let (offer, seats, factor) = (account.offer, account.seats, account.factor);
        let plan = self.plan.offer(offer);
        if seats >= plan.seats_at_most {
            self.prompts(slot, Cause::Users, 1, context);
            return;
        }
        if account.state == State::Free {
            self.accounts[slot].seats += 1;
            return;
        }
        if self.mrr_of(offer, seats + 1, factor) > account.would_pay(seats + 1) {
            return;
        }
        let left = ((account.boundary - now) / plan.period).clamp(0.0, 1.0);
        let dearer = self.bill_of(offer, seats + 1, factor) - self.bill_of(offer, seats, factor);
        self.accounts[slot].seats += 1;
        if dearer > 0 {
            self.reprices(slot, [Change::SeatsAdded, Change::SeatsRemoved], Cause::Thought, now);
            if self.accounts[slot].intent != Intent::Leave {
                self.pays(slot, Book::Subscriptions, share_of(dearer, left).unwrap_or(0), context);
            }
        }
    }

    /// Removes a user, without a refund.
    fn removes_user(&mut self, slot: u32, now: f64) {
        let account = &mut self.accounts[slot];
        account.seats = account.seats.saturating_sub(1).max(1);
        if account.state == State::Paying {
            // The user of least value goes: the others are worth their price.
            self.finds_it_worth(slot);
            let mrr = self.accounts[slot].mrr;
            let account = &self.accounts[slot];
            if self.mrr_of(account.offer, account.seats, account.factor) != mrr {
                self.reprices(slot, [Change::SeatsAdded, Change::SeatsRemoved], Cause::Thought, now);
            }
        }
    }
}
