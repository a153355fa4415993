//! Billing periods and renewals.
//!
//! At the end of each period of a contract the account pays for the next. At the end of the contract it
//! decides first: to leave with its own probability theta, to pause, to move down, or to renew. If theta is
//! beta distributed over accounts this is the shifted beta-geometric of Fader & Hardie (2007).
//!
//! A card is charged ahead of a period's end, so that by then it is known whether it failed and whether a
//! retry succeeded. An account whose card has failed for good leaves when the contract ends, and does not pay
//! until then.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{Variate, unit};

use super::account::{Intent, NONE, State};
use super::business::Business;
use super::cause::Cause;
use super::money::Account as Book;
use super::usage::{count, passes};

impl<G: Generator> Business<'_, G> {
    /// A billing period begins: draws its use, and the time at which a cap is reached.
    pub(super) fn period_begins(&mut self, slot: u32, from: f64) {
        let plan = self.plan.offer(self.accounts[slot].offer);
        let is_free = self.accounts[slot].state == State::Free;
        let account = &mut self.accounts[slot];
        account.cap_at = f64::INFINITY;
        // The end of a free period without metered features has no effect.
        account.boundary = if is_free && plan.meters.is_empty() { f64::INFINITY } else { from + plan.period };
        if plan.meters.is_empty() {
            return;
        }
        let features = self.plan.usage.features();
        let rates = &self.rates[slot as usize * features..][..features];
        let rng = &mut self.uses[slot as usize];
        let counts = &mut self.sums.counts;
        let (mut has_cap, mut is_over, mut owes, mut fits_below) = (false, false, 0_i64, true);
        for meter in &plan.meters {
            let feature = usize::from(meter.feature);
            let rate = rates[feature];
            let passed = if let (Some(wait), true) = (&meter.wait, meter.is_only_capped()) {
                // At a rate of zero the time is infinite.
                let wait = wait.sample(rng) / rate;
                (wait < plan.period).then_some(wait)
            } else {
                let uses = count(rng, rate, plan.period);
                // Uses beyond a cap are refused.
                let paid = meter.cap.map_or(uses, |cap| uses.min(u64::from(cap)));
                let paid = i64::try_from(paid).unwrap_or(i64::MAX);
                owes = owes.saturating_add(meter.price.saturating_mul(paid));
                fits_below &= meter.cap_below.is_none_or(|cap| uses <= u64::from(cap));
                let cap = meter.cap.filter(|&cap| uses > u64::from(cap));
                cap.map(|cap| plan.period * passes(rng, uses, cap))
            };
            has_cap |= meter.cap.is_some();
            counts.features[feature][0] += u64::from(meter.cap.is_some());
            if let Some(after) = passed {
                is_over = true;
                counts.features[feature][1] += 1;
                if plan.up != NONE && from + after < account.cap_at {
                    account.cap_at = from + after;
                    account.feature = meter.feature;
                }
            }
        }
        counts.cap_periods += u64::from(has_cap);
        counts.caps_exceeded += u64::from(is_over);
        if !is_free {
            let origin = &mut self.origins[slot as usize];
            origin.uses = owes;
            origin.fits_below = fits_below;
        }
    }

    /// The account pays for what it has used; of a period that is cut short, the part that has passed.
    pub(super) fn pays_for_uses(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let owes = core::mem::take(&mut self.origins[slot as usize].uses);
        if owes > 0 {
            let account = &self.accounts[slot];
            let left = (account.boundary - context.now()) / self.plan.offer(account.offer).period;
            let passed = 1.0 - left.clamp(0.0, 1.0);
            let due = crate::ledger::share_of(owes, passed * account.factor).unwrap_or(owes);
            self.pays(slot, Book::Uses, due, context);
        }
    }

    /// A period of a contract ends.
    pub(super) fn period_ends(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        self.pays_for_uses(slot, context);
        let offer = self.plan.offer(self.accounts[slot].offer);
        let account = &mut self.accounts[slot];
        account.periods += 1;
        if account.periods < offer.contract {
            if account.intent != Intent::Leave && self.card_is_dead(slot) {
                self.accounts[slot].intent = Intent::Leave;
            }
            if self.accounts[slot].intent != Intent::Leave {
                self.charges(slot, context);
            }
            let from = self.accounts[slot].boundary;
            self.period_begins(slot, from);
            return;
        }
        account.periods = 0;
        let before = account.renewals;
        account.renewals = before.saturating_add(1);
        let decides_to_leave = unit(&mut account.life) < account.risk * self.unease;
        let cause = if decides_to_leave {
            Some(Cause::Renewal)
        } else if account.intent == Intent::Leave || self.card_is_dead(slot) {
            Some(Cause::Card)
        } else {
            None
        };
        self.sums.counts.renewal(before, cause.is_some());
        if let Some(cause) = cause {
            self.churns(slot, cause, context);
        } else if self.accounts[slot].intent == Intent::Pause {
            self.pauses(slot, context.now());
        } else {
            self.moves_down(slot, context.now());
            let from = self.accounts[slot].boundary;
            self.contract_begins(slot, from, context);
        }
    }

    /// A renewal at which the account moves down: by decision, or because it used little.
    fn moves_down(&mut self, slot: u32, now: f64) {
        let account = &self.accounts[slot];
        let down = self.plan.offer(account.offer).down;
        if down == NONE {
            return;
        }
        let account = &self.accounts[slot];
        // With many users the lower plan can be the more expensive one.
        let seats = account.seats.min(self.plan.offer(down).seats_at_most).max(1);
        if self.mrr_of(down, seats, self.factor_on(slot, down)) > account.would_pay(seats) {
            return;
        }
        let unused = self.plan.parameters.changes.downgrade_unused.canonical();
        let fits =
            self.origins[slot as usize].fits_below && account.seats <= self.plan.offer(down).seats_at_most;
        if account.intent == Intent::Downgrade {
            self.changes_plan(slot, down, Cause::Thought, now);
        } else if unused > 0.0 && fits && unit(&mut self.accounts[slot].choices) < unused {
            self.changes_plan(slot, down, Cause::Unused, now);
        }
    }

    /// Whether a charge fails and all retries fail too.
    fn card_is_dead(&mut self, slot: u32) -> bool {
        let renewal = &self.plan.parameters.renewal;
        let fails = renewal.card_fails.canonical();
        if fails <= 0.0 {
            return false;
        }
        let rng = &mut self.accounts[slot].life;
        if unit(rng) >= fails {
            return false;
        }
        let again = renewal.retry_succeeds.canonical();
        let is_recovered = (0..renewal.retries).any(|_| unit(rng) < again);
        self.sums.counts.charges_failed += 1;
        self.sums.counts.charges_recovered += u64::from(is_recovered);
        !is_recovered
    }
}
