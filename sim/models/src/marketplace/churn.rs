//! Churn: sellers leave for good if it does not pay.
//!
//! The hazard is h0 exp(-kappa (e / o - 1)), with earnings e, a moving average, and o what
//! could be earned elsewhere. It changes with every payment and fades between
//! them, so it is thinned: candidates come at the highest rate there can be, that of
//! a seller who earns nothing, h0 exp(kappa), and count with probability
//! exp(-kappa e / o).

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_engine::variates::{exp, standard_exponential, unit};

use super::dice::{Purpose, stream};
use super::market::{Kind, Market};
use super::people::{Face, Role, Seller};
use super::plan::{MONTH, cents};

impl<G: Generator> Market<'_, G> {
    /// Waits for the next candidate. One that comes while the seller is out is none, and the
    /// next is awaited when the seller is back.
    pub(super) fn expect_quit(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        let churn = &self.plan.parameters.churn;
        let most = churn.rate.canonical() * exp(churn.kappa);
        let person = &mut self.people[seller];
        if most > 0.0 && !person.is_expecting {
            person.is_expecting = true;
            let gap = standard_exponential(&mut person.needs) / most;
            context.after_generation(gap, Kind::Quit, seller, person.plans);
        }
    }

    pub(super) fn may_quit(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        let person = &mut self.people[seller];
        person.is_expecting = false;
        if !person.is_in {
            return;
        }
        let draw = unit(&mut person.needs);
        let churn = &self.plan.parameters.churn;
        let elsewhere = cents(churn.elsewhere) as f64 / MONTH;
        let earnings = self.seller(seller).earnings_at(context.now(), churn.memory.canonical());
        let is_busy = self.face(seller).jobs > 0;
        // Nobody leaves in the middle of a job: the hazard is that of idle time.
        if !is_busy && draw < exp(-churn.kappa * earnings / elsewhere) {
            self.quit(seller, context);
        } else {
            self.expect_quit(seller, context);
        }
    }

    /// A seller leaves for good, and a newcomer takes the place.
    fn quit(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        self.leave(seller, now);
        self.part(seller);
        self.sums.counts.quits += 1;
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
        *self.face_mut(seller) = Face::newcomer(who, self.face(seller).city);
        let needs = self.needs_of(Role::Seller, key);
        let thoughts = stream(self.streams, Purpose::Hearing, key);
        let person = &mut self.people[seller];
        person.plans.cancel();
        (person.key, person.theta, person.needs, person.thoughts) = (key, theta, needs, thoughts);
        (person.knows, person.has_joined, person.is_expecting) = (false, false, false);
        self.cities[city].knowing[Role::Seller.index()] -= 1;
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
    }
}

impl Seller {
    /// The moving average of earnings, in cents an hour, after it has faded until now.
    fn earnings_at(&self, now: f64, memory: f64) -> f64 {
        self.earnings * exp((self.earned_at - now) / memory)
    }
}
