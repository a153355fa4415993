//! Requests: what a buyer asks for, and how long the buyer waits.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Context, Entities, Generation, Key, Stream};
use bazaar_numerics::variates::{Variate, chance, unit};

use super::market::{Kind, Market};
use super::matching::Contact;
use super::people::NONE;
use super::resolved::PricePlan;
use super::space::Point;
use super::streams::{Purpose, stream};

/// A request from the moment it is asked for until it is over.
#[derive(Clone, Debug)]
pub(super) struct Request<G> {
    pub(super) key: Key,
    pub(super) rng: Stream<G>,
    pub(super) asked: f64,
    pub(super) at: Point,
    /// In cents.
    pub(super) price: i64,
    /// How long the job will take.
    pub(super) duration: f64,
    pub(super) buyer: u32,
    /// The seller who serves it; `NONE` while it waits.
    pub(super) seller: u32,
    /// The number of the pair, if the two had met when they were put in touch.
    pub(super) pair: u32,
    pub(super) city: u32,
    /// The number of the category that it is for.
    pub(super) category: u8,
    /// When the job will be done, and, while it has paused, how long it still takes.
    pub(super) ends: f64,
    pub(super) left: Option<f64>,
}

impl<G> Request<G> {
    /// How long a job with this much left has been worked on, travel included.
    pub(super) fn done(&self, left: f64) -> f64 {
        (self.duration - left).max(0.0)
    }
}

/// All requests that are not over.
#[derive(Clone, Debug)]
pub(super) struct Requests<G> {
    open: Entities<Request<G>>,
    /// For each slot, the version of the plan to give up.
    patience: Vec<Generation>,
}

impl<G> Default for Requests<G> {
    fn default() -> Self {
        Requests { open: Entities::new(), patience: Vec::new() }
    }
}

impl<G> Requests<G> {
    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    fn open(&mut self, request: Request<G>) -> u32 {
        let slot = self.open.insert(request);
        if slot as usize >= self.patience.len() {
            self.patience.push(Generation::default());
        }
        slot
    }

    /// The request is over. A pending end of patience has no effect.
    pub(super) fn close(&mut self, slot: u32) {
        self.be_patient(slot);
        self.open.remove(slot);
    }

    /// The buyer no longer gives up.
    pub(super) fn be_patient(&mut self, slot: u32) {
        self.patience[slot as usize].cancel();
    }

    pub(super) fn patience(&self, slot: u32) -> Generation {
        self.patience[slot as usize]
    }

    /// All that are open.
    pub(super) fn all(&self) -> impl Iterator<Item = &Request<G>> {
        self.open.living().map(|(_, request)| request)
    }

    pub(super) fn get(&self, slot: u32) -> &Request<G> {
        &self.open[slot]
    }

    pub(super) fn get_mut(&mut self, slot: u32) -> &mut Request<G> {
        &mut self.open[slot]
    }
}

impl<G: Generator> Market<'_, G> {
    /// Schedules a buyer's next need; while the buyer is out there is none.
    ///
    /// A buyer who comes back before a pending event takes it as a new one: the residual of an exponential
    /// time is exponential.
    pub(super) fn expect_need(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let Some(between_needs) = self.plan.between_needs else { return };
        let person = &mut self.people[slot];
        if !person.is_expecting {
            person.is_expecting = true;
            let gap = between_needs.sample(&mut person.needs);
            context.after_generation(gap, Kind::Ask, slot, person.plans);
        }
    }

    /// A buyer needs something.
    pub(super) fn ask(&mut self, buyer: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        self.people[buyer].is_expecting = false;
        if !self.people[buyer].is_in {
            return;
        }
        self.expect_need(buyer, context);
        if self.is_banned {
            return;
        }
        // The draws of a request are these, in this order, whatever becomes of it.
        let mut request = self.new_request(buyer, now);
        if now < self.plan.category(request.category).from {
            return;
        }
        let patience = self.plan.patience.sample(&mut request.rng);
        let elsewhere = chance(&mut request.rng, self.plan.parameters.rivals.free_alternative.canonical());
        let is_loyal = chance(&mut request.rng, self.plan.parameters.requests.loyalty.canonical());
        if elsewhere {
            self.sums.counts.served_elsewhere += 1;
            return;
        }
        let regular = if is_loyal { self.regular(buyer) } else { None };
        if let Some((_, true)) = regular {
            // The two meet without the platform.
            self.sums.counts.leaked += 1;
            return;
        }
        let slot = self.open_request(request);
        let is_taken = match regular.filter(|&(seller, _)| self.is_idle(seller)) {
            Some((seller, _)) => self.turn_to(slot, seller, context) != Contact::Refused,
            None => false,
        };
        if !is_taken && !self.search(slot, context) {
            self.wait(slot, patience, context);
        }
    }

    /// A buyer's next request, and what it will cost and take.
    pub(super) fn new_request(&mut self, buyer: u32, now: f64) -> Request<G> {
        let number = self.buyers[buyer].needs;
        self.buyers[buyer].needs = number.wrapping_add(1);
        let person = &self.people[buyer];
        let (city, key) = (person.city, person.key.child(number));
        let mut rng = stream(self.streams, Purpose::Request, key);
        let category = self.category_of(key);
        let price = match &self.plan.category(category).price {
            PricePlan::Posted(cents) => *cents,
            #[expect(clippy::cast_possible_truncation, reason = "at most a thousand million dollars")]
            PricePlan::Agreed(price) => price.sample(&mut rng).round().min(1e11) as i64,
        };
        let duration = self.plan.duration.sample(&mut rng);
        let at = if self.plan.parameters.search.rides {
            self.home(city as usize, &mut rng)
        } else {
            self.buyers[buyer].home
        };
        Request {
            key,
            rng,
            asked: now,
            at,
            price,
            duration,
            buyer,
            seller: NONE,
            pair: NONE,
            city,
            category,
            ends: f64::INFINITY,
            left: None,
        }
    }

    /// The category of a request: drawn from a stream of its own, so that requests are the same whatever they
    /// cost.
    fn category_of(&self, key: Key) -> u8 {
        let categories = &self.plan.categories;
        if categories.len() < 2 {
            return 0;
        }
        let draw = unit(&mut stream(self.streams, Purpose::Category, key));
        let place = categories.iter().position(|category| draw < category.up_to);
        #[expect(clippy::cast_possible_truncation, reason = "there are at most 64")]
        let category = place.unwrap_or(categories.len() - 1) as u8;
        category
    }

    pub(super) fn open_request(&mut self, request: Request<G>) -> u32 {
        self.sums.counts.asked += 1;
        self.sums.categories[usize::from(request.category)].asked += 1;
        self.sums.happen(|over_time| &mut over_time.requests, request.asked);
        self.requests.open(request)
    }

    /// The seller who last served to the buyer's satisfaction and is in, and whether the two bypass the
    /// platform.
    fn regular(&self, buyer: u32) -> Option<(u32, bool)> {
        let buyer = &self.buyers[buyer];
        let pair = self.pairs.get(&buyer.pairs, buyer.regular)?;
        let seller = *self.whose.get(pair.who as usize)?;
        // Another person may have the place by now.
        let face = self.face(seller);
        (face.who == pair.who && face.is_in).then_some((seller, pair.has_leaked()))
    }

    fn wait(&mut self, slot: u32, patience: f64, context: &mut Context<'_, Self>) {
        let (at, city) = self.whereabouts(slot);
        self.cities[city].floor.waits(slot, at);
        self.waiting_changes(context.now(), 1.0);
        let (after, kind) = if patience <= self.plan.expires {
            (patience, Kind::GiveUp)
        } else {
            (self.plan.expires, Kind::Expire)
        };
        // Ends of patience beyond the horizon do not matter.
        if context.now() + after < self.plan.horizon.end {
            context.after_generation(after, kind, slot, self.requests.patience(slot));
        }
    }

    /// Where a request is, and in which city.
    pub(super) fn whereabouts(&self, slot: u32) -> (Point, usize) {
        let request = self.requests.get(slot);
        (request.at, request.city as usize)
    }

    /// A request waits no more.
    pub(super) fn stop_waiting(&mut self, slot: u32, now: f64) {
        let (at, city) = self.whereabouts(slot);
        self.cities[city].floor.waits_no_more(slot, at);
        self.waiting_changes(now, -1.0);
    }

    fn waiting_changes(&mut self, now: f64, change: f64) {
        self.sums.waiting.add(now, change);
        self.sums.rise(|over_time| &mut over_time.waiting, now, change);
    }

    pub(super) fn give_up(&mut self, slot: u32, now: f64) {
        self.sums.counts.abandoned += 1;
        self.ends_unserved(slot, now);
    }

    pub(super) fn expire(&mut self, slot: u32, now: f64) {
        self.sums.counts.expired += 1;
        self.ends_unserved(slot, now);
    }

    fn ends_unserved(&mut self, slot: u32, now: f64) {
        let (at, city) = self.whereabouts(slot);
        self.sums.cities[city].given_up += 1;
        self.sums.mark(city, |map| map.misses(at));
        self.stop_waiting(slot, now);
        self.requests.close(slot);
    }

    /// A draw for this request.
    pub(super) fn draw(&mut self, slot: u32) -> f64 {
        unit(&mut self.requests.get_mut(slot).rng)
    }
}
