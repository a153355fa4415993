//! Moves of accounts at set times: plans are withdrawn, campaigns bring new accounts.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Context, Key};

use super::account::{NONE, State};
use super::business::{Business, Kind};
use super::cause::Cause;
use super::parameters::{CHURNED, OUTSIDE};
use super::resolved::number;

impl<G: Generator> Business<'_, G> {
    pub(super) fn expect_moves(&mut self, context: &mut Context<'_, Self>) {
        for (index, step) in (0..).zip(&self.plan.parameters.moves) {
            if step.at.canonical() < self.plan.horizon.end {
                context.at(step.at.canonical(), Kind::Move, index);
            }
        }
    }

    pub(super) fn moves(&mut self, index: u32, context: &mut Context<'_, Self>) {
        let plan = self.plan;
        let Some(step) = plan.parameters.moves.get(index as usize) else { return };
        let to = number(&plan.parameters.plans, &step.to);
        if step.from == OUTSIDE {
            for _ in 0..step.accounts {
                let key = Key::arrival(0, self.arrivals);
                self.arrivals += 1;
                let slot = self.open_account(key, NONE, None, Some(to), context.now());
                self.moves_to(slot, to, context);
            }
            return;
        }
        let from = number(&plan.parameters.plans, &step.from);
        let is_there = |state: State, offer: u8| match state {
            State::Churned => step.from == CHURNED,
            State::Free | State::Paying => step.from != CHURNED && offer == from,
            _ => false,
        };
        let mut slots: Vec<u32> = (0..)
            .zip(self.accounts.places())
            .filter(|(_, account)| is_there(account.state, account.offer))
            .map(|(slot, _)| slot)
            .collect();
        slots.sort_by(|&one, &other| {
            let born = |slot: u32| self.origins[slot as usize].born;
            born(one).total_cmp(&born(other)).then(one.cmp(&other))
        });
        for slot in slots.into_iter().take(step.accounts as usize) {
            self.cancel(slot);
            self.moves_to(slot, to, context);
        }
    }

    /// An account moves to a plan or, without one, leaves.
    fn moves_to(&mut self, slot: u32, to: u8, context: &mut Context<'_, Self>) {
        let now = context.now();
        let state = self.accounts[slot].state;
        let is_free = to != NONE && self.plan.offer(to).is_free;
        match state {
            State::Paying if to != NONE && !is_free => {
                self.pays_for_uses(slot, context);
                self.changes_plan(slot, to, Cause::Moved, now);
                self.contract_begins(slot, now, context);
            }
            State::Paying => {
                self.pays_for_uses(slot, context);
                self.churns(slot, Cause::Moved, context);
                if is_free && self.accounts[slot].state == State::Churned {
                    self.is_free(slot, to, now);
                }
            }
            State::Free if to == NONE => self.abandons(slot, Cause::Moved, now),
            State::Free if is_free => {
                self.ends_free(slot, now);
                self.is_free(slot, to, now);
            }
            _ if to == NONE => {}
            _ if is_free => self.is_free(slot, to, now),
            _ => self.converts(slot, to, Cause::Moved, context),
        }
        self.goes_on(slot, context);
    }
}
