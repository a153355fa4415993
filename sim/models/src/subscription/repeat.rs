//! Repeat buying: customers without a contract, who buy at random and leave unobserved.
//!
//! That a buyer is gone cannot be observed; a long silence makes it likely. Purchases are a Poisson process
//! at a rate that is gamma distributed over buyers. With BG/NBD a buyer is gone after a repeat purchase with
//! a probability that is beta distributed (Fader, Hardie & Lee 2005); with Pareto/NBD after an exponential
//! time whose rate is gamma distributed (Schmittlein, Morrison & Colombo 1987).

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{Variate, standard_exponential, unit};

use super::account::{Custom, State};
use super::business::Business;
use super::money::Account as Book;
use super::resolved::Gone;
use super::streams::Purpose;

impl<G: Generator> Business<'_, G> {
    pub(super) fn first_purchase(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let Some(repeat) = self.plan.offer(self.accounts[slot].offer).repeat else { return };
        let mut traits = self.fresh(Purpose::Risk, slot);
        let rate = repeat.rate.sample(&mut traits);
        let (risk, gone_at) = match repeat.gone {
            Gone::AfterPurchase(beta) => (beta.sample(&mut traits), f64::INFINITY),
            Gone::AtRate(gamma) => {
                let rate = gamma.sample(&mut traits);
                let lasts = standard_exponential(&mut traits) / rate;
                // A rate of zero means an infinite time.
                (0.0, if lasts.is_finite() { now + lasts } else { f64::INFINITY })
            }
        };
        let account = &mut self.accounts[slot];
        account.state = State::Buying;
        account.willingness = rate;
        account.risk = risk;
        account.cap_at = gone_at;
        account.began = now;
        let warm_up = self.plan.horizon.warm_up;
        let is_counted = now >= warm_up;
        account.custom = if is_counted { Custom::Counted } else { Custom::Before };
        self.sums.buyers += 1;
        self.purchases(slot, context);
        self.expects_purchase(slot, now);
    }

    fn is_gone(&mut self, slot: u32) {
        self.sums.buyers_gone += 1;
        self.remove(slot);
    }

    /// A purchase after the first, or the moment at which the buyer is gone.
    pub(super) fn buys(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let account = &mut self.accounts[slot];
        if account.boundary >= account.cap_at {
            self.is_gone(slot);
            return;
        }
        self.sums.counts.repeats += 1;
        self.mark.repeats += 1;
        self.purchases(slot, context);
        let account = &mut self.accounts[slot];
        let is_gone = account.risk > 0.0 && unit(&mut account.life) < account.risk;
        if is_gone {
            self.is_gone(slot);
        } else {
            self.expects_purchase(slot, context.now());
        }
    }

    fn purchases(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let account = &self.accounts[slot];
        let price = self.bill_of(account.offer, account.seats, account.factor);
        self.pays(slot, Book::Purchases, price, context);
    }

    fn expects_purchase(&mut self, slot: u32, now: f64) {
        let account = &mut self.accounts[slot];
        let gap = standard_exponential(&mut account.life) / account.willingness;
        // At a rate of zero there is no next purchase.
        let next = if gap.is_finite() { now + gap } else { f64::INFINITY };
        account.boundary = next.min(account.cap_at);
    }
}
