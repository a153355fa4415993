//! How an account begins: free, on trial, in a sale, or paying at once.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{Gamma, Variate, exp, standard_exponential, unit};

use super::account::{NONE, State};
use super::business::Business;
use super::cause::{Cause, Change};
use super::money::Account as Book;
use super::resolved::YEAR;
use super::streams::Purpose;

impl<G: Generator> Business<'_, G> {
    /// An account begins as the plan defines.
    pub(super) fn starts(&mut self, slot: u32, offer: u8, cause: Cause, context: &mut Context<'_, Self>) {
        let now = context.now();
        let plan = self.plan.offer(offer);
        self.accounts[slot].offer = offer;
        if plan.repeat.is_some() {
            self.first_purchase(slot, context);
        } else if let Some(sale) = &plan.sale {
            let mut rng = self.fresh(Purpose::Sale, slot);
            let takes = sale.takes.sample(&mut rng);
            let account = &mut self.accounts[slot];
            account.state = State::Sale;
            account.boundary = now + takes;
        } else if plan.trial.is_some() {
            self.trial_begins(slot, now);
        } else if plan.is_free {
            let counts = &mut self.sums.counts;
            self.origins[slot as usize].began_free = true;
            counts.free_a_year += u64::from(now + YEAR <= self.plan.horizon.end);
            self.is_free(slot, offer, now);
        } else {
            self.converts(slot, offer, cause, context);
        }
    }

    /// An account uses a plan that costs nothing.
    pub(super) fn is_free(&mut self, slot: u32, offer: u8, now: f64) {
        let at_most = self.plan.offer(offer).seats_at_most;
        let account = &mut self.accounts[slot];
        account.state = State::Free;
        account.offer = offer;
        let is_too_large = account.seats > at_most;
        account.seats = account.seats.min(at_most.max(1));
        self.free += 1;
        self.sums.levels.on[usize::from(offer)].add(now, 1.0);
        self.period_begins(slot, now);
        if is_too_large {
            // An account with more users than the plan allows is asked to upgrade at once.
            let account = &mut self.accounts[slot];
            account.cap_at = now;
            account.feature = NONE;
        }
    }

    /// A free account leaves the free plan.
    pub(super) fn ends_free(&mut self, slot: u32, now: f64) {
        self.free -= 1;
        self.sums.levels.on[usize::from(self.accounts[slot].offer)].add(now, -1.0);
    }

    fn trial_begins(&mut self, slot: u32, now: f64) {
        let offer = self.plan.offer(self.accounts[slot].offer);
        let Some(trial) = &offer.trial else { return };
        let mut length = trial.length;
        for &(feature, uses) in &trial.uses {
            let rate = self.rates[slot as usize * self.plan.usage.features() + usize::from(feature)];
            // The time until the last of this number of uses, of a Poisson process.
            let used_up = Gamma::new(f64::from(uses.max(1)), 1.0)
                .map(|gamma| gamma.sample(&mut self.uses[slot as usize]));
            if let (Ok(used_up), true) = (used_up, rate > 0.0) {
                length = length.min(used_up / rate);
            }
        }
        self.sums.counts.trials += 1;
        self.sums.levels.trials.add(now, 1.0);
        let account = &mut self.accounts[slot];
        account.state = State::Trial;
        account.boundary = now + length;
        account.cap_at = f64::INFINITY;
        account.began = now;
    }

    /// A trial of length t converts with probability (1 - exp(-a t)) exp(-d t): the user has learned the
    /// product's value, and has not lost interest.
    pub(super) fn trial_ends(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let trying = &self.plan.parameters.trying;
        let mut rng = self.fresh(Purpose::Trial, slot);
        let (learns, tires) = (trying.learns.canonical(), trying.tires.canonical());
        let (learned, tired) = (standard_exponential(&mut rng), standard_exponential(&mut rng));
        let account = &self.accounts[slot];
        let lasted = account.boundary - account.began;
        let offer = account.offer;
        let Some(trial) = &self.plan.offer(offer).trial else { return };
        let bought = if trial.by_usage { self.that_fits(slot, offer, now) } else { offer };
        let mut converts = learned < learns * lasted && tired > tires * lasted;
        if trying.weighs_price {
            let accepts = unit(&mut rng) < self.acceptance(slot, bought, 0);
            converts = converts && accepts;
        }
        self.sums.levels.trials.add(now, -1.0);
        self.sums.counts.trials_ended += 1;
        if converts {
            self.sums.counts.trials_converted += 1;
            self.converts(slot, bought, Cause::Trial, context);
        } else if trial.otherwise == NONE {
            self.sums.changes.note(Change::Loss, Cause::Trial, 0);
            self.remove(slot);
        } else {
            self.is_free(slot, trial.otherwise, now);
        }
    }

    /// The first plan from this one up whose caps the account's mean use does not exceed.
    fn that_fits(&self, slot: u32, from: u8, now: f64) -> u8 {
        let features = self.plan.usage.features();
        let rates = &self.rates[slot as usize * features..][..features];
        let seats = self.accounts[slot].seats;
        let mut offer = from;
        loop {
            let plan = self.plan.offer(offer);
            let is_within = |meter: &super::usage::Meter| {
                let expected = rates[usize::from(meter.feature)] * plan.period;
                meter.cap.is_none_or(|cap| expected <= f64::from(cap))
            };
            let fits = seats <= plan.seats_at_most && plan.meters.iter().all(is_within);
            let up = self.plan.up(offer, now);
            if fits || up == NONE {
                return offer;
            }
            offer = up;
        }
    }

    pub(super) fn sale_ends(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let offer = self.accounts[slot].offer;
        let Some(sale) = &self.plan.offer(offer).sale else { return };
        self.sums.books.spend(Book::Sales, sale.cost);
        self.sums.counts.sales_ended += 1;
        if unit(&mut self.accounts[slot].choices) < sale.won {
            self.sums.counts.sales_won += 1;
            self.converts(slot, offer, Cause::Sale, context);
        } else {
            self.sums.changes.note(Change::Loss, Cause::Sale, 0);
            self.remove(slot);
        }
    }

    /// The probability that an account accepts a plan: logistic in its monthly price, with this many more
    /// users, over the willingness to pay; zero if the price exceeds it.
    pub(super) fn acceptance(&self, slot: u32, offer: u8, more: u32) -> f64 {
        let account = &self.accounts[slot];
        let prompts = &self.plan.parameters.prompts;
        let terms = self.plan.offer(offer);
        let seats = account.seats.saturating_add(more).min(terms.seats_at_most).max(1);
        let mrr = self.mrr_of(offer, seats, self.factor_on(slot, offer));
        let most = account.would_pay(seats);
        if mrr > most {
            return 0.0;
        }
        let ratio = if mrr > 0 { mrr as f64 / most as f64 } else { 0.0 };
        1.0 / (1.0 + exp((prompts.steepness * (ratio - prompts.even_at)).min(700.0)))
    }
}
