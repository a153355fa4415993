//! Churn: sellers leave for good if it does not pay.
//!
//! The hazard is h0 exp(-kappa (e / o - 1)), with earnings e, a moving average, and o what
//! could be earned elsewhere. It changes with every payment and fades between
//! them, so it is thinned: candidates come at the highest rate there can be, and count
//! with the probability that makes their rate right. What a seller who earns nothing would do,
//! h0 exp(kappa), is such a rate, but for a large kappa so high that hardly any candidate counts.
//! Earnings only fade, though, until the next payment raises them; so the rate after a
//! *watch* in which they fade by no more than o / kappa bounds the hazard during it, and is no more than e
//! times as high. When the watch ends the next one begins.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{exp, standard_exponential, unit};

use super::effect::Effect;
use super::market::{Kind, Market};
use super::people::{Face, Role, Seller};
use super::resolved::{MONTH, cents};
use super::streams::{Purpose, stream};

/// For how long no rate is higher than this.
struct Watch {
    most: f64,
    lasts: f64,
}

impl<G: Generator> Market<'_, G> {
    /// Waits for the next candidate, or for the end of the watch. One that comes while the seller is
    /// out is none, and the next is awaited when the seller is back.
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
        // Beyond the horizon nobody sees who leaves.
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
            // Nobody leaves in the middle of a job: the hazard is that of idle time.
            let is_busy = self.face(seller).jobs > 0;
            !is_busy && draw * most < self.hazard(self.steepness(seller, context.now()))
        });
        if quits {
            self.quit(seller, context);
        } else {
            self.expect_quit(seller, context);
        }
    }

    /// How a seller's earnings count now: kappa e / o.
    fn steepness(&self, seller: u32, now: f64) -> f64 {
        let churn = &self.plan.parameters.churn;
        let elsewhere = cents(churn.elsewhere) as f64 / MONTH;
        churn.kappa * self.seller(seller).earnings_at(now, churn.memory.canonical()) / elsewhere
    }

    /// The rate at which sellers leave whose earnings count so much.
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

    /// A newcomer takes a seller's place. A job at hand is still done there first.
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

    /// Whoever joins expects to earn what could be earned elsewhere.
    pub(super) fn expects_to_earn(&mut self, seller: u32, now: f64) {
        let elsewhere = cents(self.plan.parameters.churn.elsewhere) as f64 / MONTH;
        let record = self.seller_mut(seller);
        (record.earnings, record.earned_at) = (elsewhere, now);
    }

    /// A seller is paid so many cents.
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
    /// The moving average of earnings, in cents an hour, after it has faded until now.
    fn earnings_at(&self, now: f64, memory: f64) -> f64 {
        self.earnings * exp((self.earned_at - now) / memory)
    }
}
