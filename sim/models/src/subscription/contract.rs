//! Contracts: payments, and the movements of MRR when contracts begin, change and end.
//!
//! Every change of an account's MRR goes through `moves_mrr`, which posts it to the ledger of movements and
//! to the account's cohort together.

use crate::ledger::share_of;
use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{Variate, exp};

use super::account::{Custom, Intent, NONE, State};
use super::business::Business;
use super::cause::{Cause, Change};
use super::cohorts::Cohorts;
use super::effect::News;
use super::money::Account as Book;
use super::movements::Movement;
use super::parameters::Pausing;
use super::resolved::{MONTH, YEAR};
use super::streams::Purpose;

impl<G: Generator> Business<'_, G> {
    /// What an account pays in a billing period, in cents.
    pub(super) fn bill_of(&self, offer: u8, seats: u32, factor: f64) -> i64 {
        let list = self.plan.list_price(offer, seats);
        share_of(list, factor).unwrap_or(list)
    }

    /// The MRR of that, in cents: the price of a period times 30.4375 days over its length.
    pub(super) fn mrr_of(&self, offer: u8, seats: u32, factor: f64) -> i64 {
        let bill = self.bill_of(offer, seats, factor);
        share_of(bill, MONTH / self.plan.offer(offer).period).unwrap_or(bill)
    }

    /// Sets the account's MRR from now on.
    fn moves_mrr(&mut self, slot: u32, movement: Movement, mrr: i64, now: f64) -> i64 {
        let account = &mut self.accounts[slot];
        let change = mrr - account.mrr;
        account.mrr = mrr;
        self.posts(slot, movement, change, now);
        change
    }

    fn posts(&mut self, slot: u32, movement: Movement, change: i64, now: f64) {
        self.sums.movements.post(movement, change.abs());
        self.sums.cohorts.get(self.accounts[slot].cohort).mrr += change;
        self.sums.levels.mrr.add(now, change as f64);
    }

    /// One customer more, or less.
    fn counts_customer(&mut self, slot: u32, is_one: bool, now: f64) {
        let change = if is_one { 1.0 } else { -1.0 };
        let account = &self.accounts[slot];
        self.sums.levels.customers.add(now, change);
        self.sums.levels.on[usize::from(account.offer)].add(now, change);
        let cohort = self.sums.cohorts.get(account.cohort);
        if is_one {
            self.customers += 1;
            cohort.customers += 1;
        } else {
            self.customers -= 1;
            cohort.customers -= 1;
        }
    }

    /// An account pays for the first time, or again after it had left.
    pub(super) fn converts(&mut self, slot: u32, offer: u8, cause: Cause, context: &mut Context<'_, Self>) {
        let now = context.now();
        if self.accounts[slot].state == State::Free {
            self.ends_free(slot, now);
        }
        let is_new = self.accounts[slot].custom == Custom::Never;
        self.signs(slot, offer);
        if is_new {
            self.is_customer(slot, now);
        }
        let account = &mut self.accounts[slot];
        account.mrr = 0;
        let mrr = {
            let account = &self.accounts[slot];
            self.mrr_of(offer, account.seats, account.factor)
        };
        let movement = if is_new { Movement::New } else { Movement::Reactivation };
        self.counts_customer(slot, true, now);
        let moved = self.moves_mrr(slot, movement, mrr, now);
        let cohort = self.accounts[slot].cohort;
        if is_new {
            self.sums.cohorts.get(cohort).began_with += mrr;
        }
        let change = if is_new { Change::Conversion } else { Change::Reactivation };
        self.sums.changes.note(change, cause, moved);
        self.acquired += 1;
        self.tell(slot, if is_new { News::Converted } else { News::Returned }, context);
        let set_up = self.plan.offer(offer).set_up;
        if is_new && set_up > 0 {
            let factor = self.accounts[slot].factor;
            self.pays(slot, Book::SetUps, share_of(set_up, factor).unwrap_or(set_up), context);
        }
        self.contract_begins(slot, now, context);
    }

    /// An account takes on the price and the risk of a plan.
    fn signs(&mut self, slot: u32, offer: u8) {
        let plan = self.plan;
        let terms = plan.offer(offer);
        let scores = plan.usage.scores(&mut self.fresh(Purpose::Scores, slot));
        let risk = terms.risk.draw(&mut self.fresh(Purpose::Risk, slot), scores.map(|scores| scores.risk));
        let factor = self.factor_on(slot, offer);
        let account = &mut self.accounts[slot];
        account.offer = offer;
        account.state = State::Paying;
        account.risk = risk;
        account.factor = factor;
        account.seats = account.seats.min(terms.seats_at_most).max(1);
        self.finds_it_worth(slot);
    }

    /// An account that pays a price without a decision reveals a willingness of at least that price.
    pub(super) fn finds_it_worth(&mut self, slot: u32) {
        let account = &self.accounts[slot];
        let each = self.mrr_of(account.offer, account.seats, account.factor) as f64
            / f64::from(account.seats.max(1));
        let account = &mut self.accounts[slot];
        account.willingness = account.willingness.max(each);
    }

    /// An account's prices on a plan as a ratio to the list: by region and negotiation.
    pub(super) fn factor_on(&self, slot: u32, offer: u8) -> f64 {
        let plan = self.plan;
        let account = &self.accounts[slot];
        // The sale's own stream: its length and outcome are drawn from another.
        let agreed = plan.offer(offer).negotiated.map_or(1.0, |factor| {
            factor.sample(&mut super::streams::stream(self.streams, Purpose::Sale, account.key.child(0)))
        });
        let (price_index, _) = plan.region.get(usize::from(account.region)).copied().unwrap_or((1.0, 1.0));
        price_index * agreed
    }

    fn is_customer(&mut self, slot: u32, now: f64) {
        let warm_up = self.plan.horizon.warm_up;
        let is_counted = now >= warm_up;
        let end = self.plan.horizon.end;
        let origin = &self.origins[slot as usize];
        let account = &mut self.accounts[slot];
        account.began = now;
        account.cohort = if self.has_opened { Cohorts::of(now) } else { Cohorts::OPENING };
        account.custom = if is_counted { Custom::Counted } else { Custom::Before };
        let counts = &mut self.sums.counts;
        let is_known = origin.born >= warm_up;
        let can_tell = is_known && origin.began_free && origin.born + YEAR <= end;
        counts.paid_in_a_year += u64::from(can_tell && now < origin.born + YEAR);
        counts.new_customers += 1;
        counts.followed += 1;
        counts.new_by_offer[usize::from(account.offer)] += 1;
        if let Some(count) = counts.new_by_region.get_mut(usize::from(account.region)) {
            *count += 1;
        }
        let channel = usize::from(account.channel).min(counts.channels.len() - 1);
        counts.channels[channel].0 += 1;
        self.sums.cohorts.get(account.cohort).size += 1;
        self.mark.new_customers += 1;
    }

    /// A contract begins now, and is paid for.
    pub(super) fn contract_begins(&mut self, slot: u32, now: f64, context: &mut Context<'_, Self>) {
        let offer = self.plan.offer(self.accounts[slot].offer);
        self.sums.counts.contracts += 1;
        self.sums.counts.contract_hours += offer.period * f64::from(offer.contract);
        let account = &mut self.accounts[slot];
        account.periods = 0;
        account.intent = Intent::Renew;
        self.charges(slot, context);
        self.period_begins(slot, now);
    }

    /// The account pays for a billing period.
    pub(super) fn charges(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let account = &self.accounts[slot];
        let bill = self.bill_of(account.offer, account.seats, account.factor);
        self.pays(slot, Book::Subscriptions, bill, context);
    }

    /// The account pays this many cents.
    pub(super) fn pays(&mut self, slot: u32, book: Book, cents: i64, context: &mut Context<'_, Self>) {
        if cents <= 0 {
            return;
        }
        self.sums.books.earn(book, cents);
        let account = &mut self.accounts[slot];
        account.paid = account.paid.saturating_add(cents);
        if account.custom == Custom::Counted {
            let months = self.plan.discount * (context.now() - account.began);
            let factor = if months > 0.0 { exp(-months) } else { 1.0 };
            let counts = &mut self.sums.counts;
            counts.paid_by_new += cents;
            if book != Book::Purchases {
                counts.discounted_by_new += cents as f64 * factor;
            }
        }
        self.tell(slot, News::Paid(cents), context);
    }

    /// A paying account moves to a more expensive plan, at once: a new contract, with the unused part of the
    /// old period credited against its first payment.
    pub(super) fn upgrades(&mut self, slot: u32, offer: u8, cause: Cause, context: &mut Context<'_, Self>) {
        let now = context.now();
        self.pays_for_uses(slot, context);
        let account = &self.accounts[slot];
        let left = ((account.boundary - now) / self.plan.offer(account.offer).period).clamp(0.0, 1.0);
        let old = self.bill_of(account.offer, account.seats, account.factor);
        let credit = share_of(old, left).unwrap_or(0);
        self.changes_plan(slot, offer, cause, now);
        let account = &self.accounts[slot];
        let due = self.bill_of(account.offer, account.seats, account.factor) - credit;
        let terms = self.plan.offer(offer);
        self.sums.counts.contracts += 1;
        self.sums.counts.contract_hours += terms.period * f64::from(terms.contract);
        let account = &mut self.accounts[slot];
        account.periods = 0;
        account.intent = Intent::Renew;
        self.pays(slot, Book::Subscriptions, due.max(0), context);
        self.period_begins(slot, now);
    }

    /// A paying account is on another plan from now on.
    pub(super) fn changes_plan(&mut self, slot: u32, offer: u8, cause: Cause, now: f64) {
        let old = usize::from(self.accounts[slot].offer);
        self.sums.levels.on[old].add(now, -1.0);
        self.sums.levels.on[usize::from(offer)].add(now, 1.0);
        self.signs(slot, offer);
        self.reprices(slot, [Change::Upgrade, Change::Downgrade], cause, now);
    }

    /// The price of an account has changed: it expands or contracts.
    pub(super) fn reprices(&mut self, slot: u32, [up, down]: [Change; 2], cause: Cause, now: f64) {
        let account = &self.accounts[slot];
        let mrr = self.mrr_of(account.offer, account.seats, account.factor);
        let is_more = mrr >= account.mrr;
        let movement = if is_more { Movement::Expansion } else { Movement::Contraction };
        let moved = self.moves_mrr(slot, movement, mrr, now);
        self.sums.changes.note(if is_more { up } else { down }, cause, moved.abs());
    }

    /// An account stops paying, and may come back.
    pub(super) fn churns(&mut self, slot: u32, cause: Cause, context: &mut Context<'_, Self>) {
        let now = context.now();
        #[cfg(test)]
        self.check_anniversary(slot, cause, now);
        self.counts_customer(slot, false, now);
        let moved = self.moves_mrr(slot, Movement::Churn, 0, now);
        self.sums.changes.note(Change::Churn, cause, moved.abs());
        self.lost += 1;
        self.origins[slot as usize].has_left = true;
        self.tell(slot, News::Churned, context);
        self.leaves(slot, now);
    }

    fn leaves(&mut self, slot: u32, now: f64) {
        if self.keeps_churned {
            let stays = self.plan.parameters.renewal.win_back_for.canonical();
            let account = &mut self.accounts[slot];
            account.state = State::Churned;
            account.boundary = now + stays;
            account.cap_at = f64::INFINITY;
            account.feature = NONE;
        } else {
            self.remove(slot);
        }
    }

    #[cfg(test)]
    fn check_anniversary(&mut self, slot: u32, cause: Cause, now: f64) {
        let account = &self.accounts[slot];
        let is_over = account.periods == 0 && (now - account.boundary).abs() < 1e-9;
        self.sums.off_anniversary += u64::from(!is_over && cause != Cause::Moved);
    }

    /// A paying account pauses. Its MRR is kept for later.
    pub(super) fn pauses(&mut self, slot: u32, now: f64) {
        self.counts_customer(slot, false, now);
        let mrr = self.accounts[slot].mrr;
        let movement = match self.plan.parameters.kpi.pausing_is {
            Pausing::Churn => Movement::Churn,
            Pausing::Contraction => Movement::Contraction,
        };
        if movement == Movement::Churn {
            self.lost += 1;
        }
        self.posts(slot, movement, -mrr, now);
        self.sums.changes.note(Change::Pause, Cause::Thought, mrr);
        self.sums.levels.paused.add(now, 1.0);
        self.origins[slot as usize].has_left = true;
        let account = &mut self.accounts[slot];
        account.state = State::Paused;
        account.boundary = f64::INFINITY;
        account.cap_at = f64::INFINITY;
    }

    /// A paused account resumes.
    pub(super) fn resumes(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        self.sums.levels.paused.add(now, -1.0);
        self.accounts[slot].state = State::Paying;
        self.counts_customer(slot, true, now);
        let mrr = self.accounts[slot].mrr;
        self.posts(slot, Movement::Reactivation, mrr, now);
        self.sums.changes.note(Change::Resumption, Cause::Thought, mrr);
        self.tell(slot, News::Returned, context);
        self.contract_begins(slot, now, context);
    }
}
