//! Churn: sellers who earn too little leave for good.
//!
//! The hazard is h0 exp(-kappa (e / o - 1)), with e the moving average of earnings and o what could be earned
//! elsewhere. It changes with every payment and rises between payments, so it is thinned: candidates come at
//! an upper bound of the hazard and count with the probability that makes the rate exact. The hazard of a
//! seller without earnings, h0 exp(kappa), is such a bound, but with a large kappa hardly any candidate would
//! count. Since earnings only decay until the next payment raises them, the hazard at the end of a *watch* in
//! which they decay by at most o / kappa bounds the hazard during it, and is at most e times as high. When a
//! watch ends the next begins.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{exp, standard_exponential, unit};

use super::effect::Effect;
use super::market::{Kind, Market};
use super::people::{Face, Role, Seller};
use super::resolved::{MONTH, cents};
use super::streams::{Purpose, stream};

/// The time during which no hazard is higher than this.
struct Watch {
    most: f64,
    lasts: f64,
}

impl<G: Generator> Market<'_, G> {
    /// Waits for the next candidate, or for the end of the watch. A candidate that comes while the seller is
    /// out does not count; the next one is scheduled when the seller is back.
    pub(super) fn expect_quit(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        if self.plan.parameters.churn.rate.canonical() <= 0.0 || self.people[seller].is_expecting {
            return;
        }
        let Watch { most, lasts } = self.watch(seller, context.now());
        let person = &mut self.people[seller];
        person.is_expecting = true;
        let gap = standard_exponential(&mut person.needs) / most;
        let (after, most) = if gap <= lasts { (gap, Some(most)) } else { (lasts, None) };
        let plans = person.plans;
        self.seller_mut(seller).most = most;
        // Departures beyond the horizon do not matter.
        if context.now() + after < self.plan.horizon.end {
            context.after_generation(after, Kind::Quit, seller, plans);
        }
    }

    pub(super) fn may_quit(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        let person = &mut self.people[seller];
        person.is_expecting = false;
        if !person.is_in {
            return;
        }
        let is_candidate = self.seller(seller).most;
        let quits = is_candidate.is_some_and(|most| {
            let draw = unit(&mut self.people[seller].needs);
            // Sellers do not leave during a job: the hazard applies to idle time.
            let is_busy = self.face(seller).jobs > 0;
            !is_busy && draw * most < self.hazard(self.steepness(seller, context.now()))
        });
        if quits {
            self.quit(seller, context);
        } else {
            self.expect_quit(seller, context);
        }
    }

    /// How strongly a seller's earnings reduce the hazard: kappa e / o.
    fn steepness(&self, seller: u32, now: f64) -> f64 {
        let churn = &self.plan.parameters.churn;
        let elsewhere = cents(churn.elsewhere) as f64 / MONTH;
        churn.kappa * self.seller(seller).earnings_at(now, churn.memory.canonical()) / elsewhere
    }

    /// The rate at which sellers with this steepness leave.
    fn hazard(&self, steepness: f64) -> f64 {
        let churn = &self.plan.parameters.churn;
        churn.rate.canonical() * exp(churn.kappa - steepness)
    }

    fn watch(&self, seller: u32, now: f64) -> Watch {
        let steepness = self.steepness(seller, now);
        if steepness <= 1.0 {
            return Watch { most: self.hazard(0.0), lasts: f64::INFINITY };
        }
        // An exponential falls by less than the fraction 1 / steepness in that fraction of its time constant.
        let lasts = self.plan.parameters.churn.memory.canonical() / steepness;
        Watch { most: self.hazard(steepness - 1.0), lasts }
    }

    /// A seller leaves for good.
    fn quit(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        self.sums.counts.quits += 1;
        self.makes_way(seller, context);
        context.emit(Effect::Quit { seller });
    }

    /// A newcomer takes a seller's place. A job in progress is finished there first.
    pub(super) fn makes_way(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        self.leave(seller, context.now());
        self.unlink(seller);
        let city = self.people[seller].city as usize;
        let old = self.seller(seller);
        let (life, paid) = (old.life.wrapping_add(1), old.paid);
        self.sums.paid += paid as f64;
        self.sums.paid_squared += paid as f64 * paid as f64;
        let key = self.people[seller].key.child(life);
        let mut traits = stream(self.streams, Purpose::Traits, key);
        let theta = unit(&mut traits);
        let at = self.home(city, &mut traits);
        let quality = self.quality(&mut traits);
        let who = self.newcomer(seller);
        *self.seller_mut(seller) = Seller::newcomer(at, quality, life);
        let Face { city: home, jobs, .. } = *self.face(seller);
        *self.face_mut(seller) = Face { jobs, ..Face::newcomer(who, home) };
        let needs = self.needs_of(Role::Seller, key);
        let thoughts = stream(self.streams, Purpose::Hearing, key);
        let person = &mut self.people[seller];
        person.plans.cancel();
        (person.key, person.theta, person.needs, person.thoughts) = (key, theta, needs, thoughts);
        let knew = person.knows;
        (person.knows, person.has_joined, person.is_expecting) = (false, false, false);
        self.cities[city].knowing[Role::Seller.index()] -= u32::from(knew);
        self.listens(seller, context);
    }

    /// A seller who joins expects to earn what could be earned elsewhere.
    pub(super) fn expects_to_earn(&mut self, seller: u32, now: f64) {
        let elsewhere = cents(self.plan.parameters.churn.elsewhere) as f64 / MONTH;
        let record = self.seller_mut(seller);
        (record.earnings, record.earned_at) = (elsewhere, now);
    }

    /// A seller receives a payout, in cents.
    pub(super) fn earns(&mut self, seller: u32, payout: i64, now: f64) {
        let churn = &self.plan.parameters.churn;
        let (has_churn, memory) = (churn.rate.canonical() > 0.0, churn.memory.canonical());
        let record = self.seller_mut(seller);
        record.paid = record.paid.saturating_add(payout);
        if has_churn {
            record.earnings = record.earnings_at(now, memory) + payout as f64 / memory;
            record.earned_at = now;
        }
        let city = self.face(seller).city as usize;
        self.city_earns(city, payout, now);
    }
}

impl Seller {
    /// The moving average of earnings, in cents an hour, decayed until now.
    fn earnings_at(&self, now: f64, memory: f64) -> f64 {
        self.earnings * exp((self.earned_at - now) / memory)
    }
}
