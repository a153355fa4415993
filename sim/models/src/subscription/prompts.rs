//! Upgrade prompts: an account that reaches a cap is asked to move up, and accepts, declines, or leaves in
//! annoyance.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::unit;

use super::account::{NONE, State};
use super::business::Business;
use super::cause::{Cause, Change};

impl<G: Generator> Business<'_, G> {
    /// An account reaches a cap.
    pub(super) fn reaches_cap(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let account = &mut self.accounts[slot];
        account.cap_at = f64::INFINITY;
        let (cause, more) =
            if account.feature == NONE { (Cause::Users, 1) } else { (Cause::Feature(account.feature), 0) };
        self.prompts(slot, cause, more, context);
    }

    /// The account is asked to move up, with this many more users.
    pub(super) fn prompts(&mut self, slot: u32, cause: Cause, more: u32, context: &mut Context<'_, Self>) {
        let offer = self.accounts[slot].offer;
        let up = self.plan.up(offer, context.now());
        if up == NONE {
            return;
        }
        let accepted = unit(&mut self.accounts[slot].choices) < self.acceptance(slot, up, more);
        let counts = &mut self.sums.counts;
        counts.prompts += 1;
        counts.accepted += u64::from(accepted);
        if let Cause::Feature(feature) = cause {
            let feature = &mut counts.features[usize::from(feature)];
            feature[2] += 1;
            feature[3] += u64::from(accepted);
        }
        let is_free = self.accounts[slot].state == State::Free;
        if accepted {
            self.accounts[slot].seats = self.accounts[slot].seats.saturating_add(more);
            if is_free {
                self.sums.counts.upgraded_from_free += 1;
                self.converts(slot, up, cause, context);
            } else {
                self.upgrades(slot, up, cause, context);
            }
        } else if is_free && cause != Cause::Thought {
            let annoyed = self.plan.parameters.prompts.annoyed.canonical();
            if annoyed > 0.0 && unit(&mut self.accounts[slot].choices) < annoyed {
                self.abandons(slot, Cause::Declined, context.now());
            }
        }
    }

    /// A free account is abandoned.
    pub(super) fn abandons(&mut self, slot: u32, cause: Cause, now: f64) {
        self.ends_free(slot, now);
        self.sums.changes.note(Change::Abandonment, cause, 0);
        self.remove(slot);
    }
}
