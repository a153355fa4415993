//! Matching: how a request and a seller come together.
//!
//! With `search` each request looks for an idle seller, and waits if there is none; the value of market
//! thickness then follows from geometry and random arrivals. With `function` an aggregate matching function
//! gives the number of matches, as in economics (Cullen & Farronato 2021), and requests do not wait.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{below, exp, standard_exponential, unit};
use pxfm::f_log;

use super::market::{Kind, Market};
use super::pairs::{Acquaintances, Pair};
use super::people::{NONE, Role};
use super::space::Found;

/// The result of putting a buyer and a seller in touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contact {
    /// They do the job.
    Agreed,
    /// The buyer does not trust the seller.
    Refused,
    /// They do it without the platform, which sees a request withdrawn.
    Leaked,
}

/// The sellers whom a buyer does not search for on the platform.
#[derive(Clone, Copy, Debug)]
struct Company<'a> {
    /// The buyer's own place in the other role, or `NONE`.
    own: u32,
    /// The pairs of the buyer, if at least one of them bypasses the platform.
    pairs: Option<&'a Acquaintances>,
}

impl<G: Generator> Market<'_, G> {
    /// Puts a request in touch with an idle seller; if they agree, the job begins.
    pub(super) fn turn_to(&mut self, slot: u32, seller: u32, context: &mut Context<'_, Self>) -> Contact {
        let contact = self.contact(slot, seller);
        match contact {
            Contact::Agreed => {
                let (_, city) = self.whereabouts(slot);
                let at = self.seller(seller).at;
                self.cities[city].floor.is_idle_no_more(seller, at);
                self.sums.mark(city, |map| map.is_idle_no_more(at, context.now()));
                self.sums.rise(|over_time| &mut over_time.idle, context.now(), -1.0);
                self.begin(slot, seller, context);
            }
            Contact::Leaked => {
                self.sums.counts.abandoned += 1;
                self.requests.close(slot);
            }
            Contact::Refused => {}
        }
        contact
    }

    /// A request looks for an idle seller; returns whether it is settled.
    pub(super) fn search(&mut self, slot: u32, context: &mut Context<'_, Self>) -> bool {
        let (at, city) = self.whereabouts(slot);
        let choices = self.plan.parameters.search.choices as usize;
        let mut found = std::mem::take(&mut self.found);
        let buyer = self.requests.get(slot).buyer;
        let mut rng = self.requests.get(slot).rng;
        let company = self.company(buyer);
        let fits = |seller: u32| self.could_meet(company, seller);
        self.cities[city].floor.idle_near(at, choices, fits, &mut rng, &mut found);
        self.requests.get_mut(slot).rng = rng;
        let best = self.best_rated(&found);
        self.found = found;
        best.is_some_and(|best| self.turn_to(slot, best.slot, context) != Contact::Refused)
    }

    /// The sellers whom a buyer does not search for on the platform.
    fn company(&self, buyer: u32) -> Company<'_> {
        let has_both = self.people[buyer].has_both_roles;
        let pairs = &self.buyers[buyer].pairs;
        Company {
            own: if has_both { self.other_role(buyer) } else { NONE },
            pairs: pairs.has_leaked().then_some(pairs),
        }
    }

    /// People do not serve themselves, and a buyer who bypasses the platform with a seller does not look for
    /// that seller on it.
    #[inline]
    fn could_meet(&self, Company { own, pairs }: Company<'_>, seller: u32) -> bool {
        if seller == own {
            return false;
        }
        let Some(pairs) = pairs else { return true };
        let pair = self.pairs.find(pairs, self.face(seller).who);
        !pair.and_then(|number| self.pairs.get(pairs, number)).is_some_and(Pair::has_leaked)
    }

    /// The best rated; of equals the one found first, who is the nearest.
    fn best_rated(&self, found: &[Found]) -> Option<Found> {
        let mut best: Option<(Found, f64)> = None;
        for &one in found {
            let reputation = if found.len() > 1 { self.face(one.slot).reputation } else { 0.0 };
            if best.is_none_or(|(_, so_far)| reputation > so_far) {
                best = Some((one, reputation));
            }
        }
        best.map(|(one, _)| one)
    }

    /// A seller becomes free: serves a waiting request, or idles.
    pub(super) fn looks_for_work(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        let city = self.face(seller).city as usize;
        let at = self.seller(seller).at;
        let mut found = std::mem::take(&mut self.found);
        loop {
            let fits = |request: u32| self.could_meet(self.company(self.requests.get(request).buyer), seller);
            let Some(next) = self.cities[city].floor.waiting_near(at, fits, &mut found) else { break };
            match self.contact(next.slot, seller) {
                Contact::Refused => break,
                Contact::Leaked => {
                    self.stop_waiting(next.slot, context.now());
                    self.sums.counts.abandoned += 1;
                    self.requests.close(next.slot);
                }
                Contact::Agreed => {
                    self.stop_waiting(next.slot, context.now());
                    self.begin(next.slot, seller, context);
                    self.found = found;
                    return;
                }
            }
        }
        self.found = found;
        self.cities[city].floor.becomes_idle(seller, at);
        self.sums.mark(city, |map| map.becomes_idle(at, context.now()));
        self.sums.rise(|over_time| &mut over_time.idle, context.now(), 1.0);
    }

    /// The first candidates of the matching function, one for each city.
    pub(super) fn expect_matches(&mut self, context: &mut Context<'_, Self>) {
        for city in 0..self.cities.len() {
            self.expect_match(city, context);
        }
    }

    /// The next candidate, at the rate of a market in which all people are in (thinning).
    fn expect_match(&mut self, city: usize, context: &mut Context<'_, Self>) {
        let [buyers, sellers] = self.plan.cities[city].sides.map(|places| f64::from(places.potential));
        let rate = self.plan.matches * self.returns(buyers * sellers);
        if rate > 0.0 {
            let gap = standard_exponential(&mut self.cities[city].matching) / rate;
            #[expect(clippy::cast_possible_truncation, reason = "a scenario has few cities")]
            context.after(gap, Kind::Match, city as u32);
        }
    }

    /// A product of two numbers of people, to the power of half the returns to scale.
    fn returns(&self, product: f64) -> f64 {
        let gamma = self.plan.parameters.function.gamma;
        if product > 0.0 { exp(0.5 * gamma * f_log(product)) } else { 0.0 }
    }

    pub(super) fn may_match(&mut self, city: usize, context: &mut Context<'_, Self>) {
        self.expect_match(city, context);
        let potentials = self.plan.cities[city].sides.map(|places| f64::from(places.potential));
        let there = &mut self.cities[city];
        let product = |[buyers, sellers]: [f64; 2]| buyers * sellers;
        let share = product(there.members.map(f64::from)) / product(potentials);
        let draw = unit(&mut there.matching);
        if self.is_banned || share <= 0.0 || draw >= self.returns(share) {
            return;
        }
        let there = &mut self.cities[city];
        let [buyer, seller] = Role::BOTH.map(|role| {
            let roster = &there.rosters[role.index()];
            #[expect(clippy::cast_possible_truncation, reason = "below a length")]
            let place = below(&mut there.matching, roster.len() as u64) as usize;
            roster[place]
        });
        if !self.could_meet(self.company(buyer), seller) {
            return;
        }
        let request = self.new_request(buyer, context.now());
        if context.now() < self.plan.category(request.category).from {
            return;
        }
        let slot = self.open_request(request);
        match self.contact(slot, seller) {
            Contact::Agreed => self.begin(slot, seller, context),
            Contact::Leaked | Contact::Refused => {
                self.sums.counts.abandoned += 1;
                self.requests.close(slot);
            }
        }
    }
}
