//! Service: a job begins, takes its time, ends, is paid for and rated.

use crate::ledger::LedgerError;
use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{chance, standard_normal};

use super::effect::{Effect, Sale};
use super::market::{Kind, Market};
use super::money::{Account, Bill};
use super::people::{Face, NONE};
use super::request::Request;
use super::resolved::cents;
use super::space::Floor;

impl<G: Generator> Market<'_, G> {
    /// A seller opens: idle, or still at a job from before leaving.
    pub(super) fn opens_shop(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        if self.face(seller).jobs == 0 {
            self.sums.working.add(now, 1.0);
            self.becomes_idle(seller, context);
        } else {
            self.carries_on(seller, context);
        }
    }

    /// A seller closes: at once if idle, else when the job in progress is done.
    pub(super) fn closes_shop(&mut self, seller: u32, now: f64) {
        if self.face(seller).jobs == 0 {
            self.sums.working.add(now, -1.0);
            self.idles_no_more(seller, now);
        }
    }

    /// A matching function does not look for idle sellers.
    fn becomes_idle(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        if self.plan.is_function() {
            self.sums.rise(|over_time| &mut over_time.idle, context.now(), 1.0);
        } else {
            self.looks_for_work(seller, context);
        }
    }

    pub(super) fn idles_no_more(&mut self, seller: u32, now: f64) {
        self.sums.rise(|over_time| &mut over_time.idle, now, -1.0);
        if !self.plan.is_function() {
            let at = self.seller(seller).at;
            let city = self.face(seller).city as usize;
            self.cities[city].floor.is_idle_no_more(seller, at);
            self.sums.mark(city, |map| map.is_idle_no_more(at, now));
        }
    }

    pub(super) fn is_idle(&self, seller: u32) -> bool {
        let face = self.face(seller);
        face.is_in && face.jobs == 0
    }

    /// A seller who was idle travels to the buyer and does the job.
    pub(super) fn begin(&mut self, slot: u32, seller: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        self.requests.be_patient(slot);
        let (at, city) = self.whereabouts(slot);
        let distance = match &self.cities[city].floor {
            Floor::Line(_) => 0.0,
            Floor::Map { idle, .. } => idle.distance(at, self.seller(seller).at),
        };
        let request = self.requests.get_mut(slot);
        request.seller = seller;
        let travel = distance * self.plan.parameters.search.travel_per_km.canonical();
        let (asked, takes) = (request.asked, travel + request.duration);
        request.ends = now + takes;
        if self.is_counted(asked) {
            let waited = now - asked;
            self.sums.waits.add(waited);
            self.sums.wait_sketch.add(waited);
            self.sums.distances.add(distance);
            self.sums.distance_sketch.add(distance);
        }
        self.sums.counts.matched += 1;
        self.sums.cities[city].matched += 1;
        self.sums.mark(city, |map| map.serves(at));
        let face = self.face_mut(seller);
        face.jobs += 1;
        let jobs = face.jobs;
        let record = self.seller_mut(seller);
        let is_first = !std::mem::replace(&mut record.has_worked, true);
        let joined = record.joined;
        if is_first {
            self.sums.first_jobs.add(now - joined);
        }
        if jobs == 1 {
            self.sums.busy.add(now, 1.0);
        }
        self.notes_work(seller, slot);
        context.after_generation(takes, Kind::Complete, slot, self.requests.patience(slot));
    }

    /// A job is done.
    pub(super) fn complete(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let mut request = self.requests.get(slot).clone();
        self.requests.close(slot);
        self.notes_work(request.seller, NONE);
        let is_satisfied = self.rate(&mut request);
        self.settle_up(&request, is_satisfied, context);
        self.remember(&request, is_satisfied);
        self.sums.counts.completed += 1;
        self.sums.happen(|over_time| &mut over_time.jobs, now);
        if self.plan.parameters.search.rides {
            let at = self.home(request.city as usize, &mut request.rng);
            self.seller_mut(request.seller).at = at;
        }
        self.is_done(request.seller, context);
    }

    /// A seller has done a job, and idles if that was the last one and the seller is in.
    fn is_done(&mut self, seller: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let face = self.face_mut(seller);
        face.jobs -= 1;
        let Face { jobs, is_in, .. } = *face;
        if jobs > 0 {
            return;
        }
        self.sums.busy.add(now, -1.0);
        if is_in {
            self.becomes_idle(seller, context);
        } else {
            self.sums.working.add(now, -1.0);
        }
    }

    /// The buyer pays, the platform keeps its fees, the seller gets the rest.
    fn settle_up(&mut self, request: &Request<G>, is_satisfied: bool, context: &mut Context<'_, Self>) {
        let parameters = &self.plan.parameters;
        let (leakage, costs, regulation) = (&parameters.leakage, &parameters.costs, &parameters.regulation);
        let refund = if is_satisfied { 0.0 } else { leakage.refund.canonical() };
        let bill = match self.bill(request.category, request.price).and_then(|bill| bill.refunding(refund)) {
            Ok(bill) => bill,
            refused @ Err(_) => return self.sums.books.note(refused),
        };
        let compliance = if self.is_regulated { cents(regulation.per_job) } else { 0 };
        self.sums.books.job(&bill);
        self.sums.categories[usize::from(request.category)].sells(&bill);
        for (account, amount) in [
            (Account::Operations, cents(costs.per_job)),
            (Account::Monitoring, cents(leakage.monitoring)),
            (Account::Compliance, compliance),
        ] {
            if amount > 0 {
                self.sums.books.spend(account, amount);
            }
        }
        self.earns(request.seller, bill.payout(), context.now());
        context.emit(Effect::Sale(Sale {
            buyer: request.buyer,
            seller: request.seller,
            buyer_fee: bill.buyer_fee,
            seller_fee: bill.seller_fee,
            payout: bill.payout(),
            hours: request.duration,
        }));
    }

    /// The bill for a job of a category at this price, if nothing is refunded.
    pub(super) fn bill(&self, category: u8, price: i64) -> Result<Bill, LedgerError> {
        let [buyers, sellers] = self.plan.category(category).rates;
        Bill::new(price, buyers, sellers)
    }

    /// The buyer judges the job and may leave a rating; returns whether it was satisfactory.
    fn rate(&mut self, request: &mut Request<G>) -> bool {
        let ratings = self.plan.parameters.ratings;
        let quality = self.seller(request.seller).quality;
        let noise = ratings.noise.canonical() * standard_normal(&mut request.rng);
        let marks = (quality + noise).clamp(0.0, 1.0);
        let is_left = chance(&mut request.rng, ratings.left.canonical());
        if is_left {
            self.face_mut(request.seller).reputation = self.seller_mut(request.seller).is_rated(marks);
        }
        marks >= ratings.satisfied.canonical()
    }

    /// Records that the pair has met; a satisfied buyer turns to this seller first next time.
    fn remember(&mut self, request: &Request<G>, is_satisfied: bool) {
        // Sellers with several jobs at once may have met the buyer in the meantime.
        let met =
            if request.pair == NONE { self.pair(request.buyer, request.seller) } else { Some(request.pair) };
        let who = self.face(request.seller).who;
        let buyer = &mut self.buyers[request.buyer];
        let number = match met {
            Some(number) => {
                self.sums.counts.repeats += 1;
                number
            }
            None => self.pairs.meet(&mut buyer.pairs, who),
        };
        if let Some(pair) = self.pairs.get_mut(&mut buyer.pairs, number) {
            pair.works();
        }
        if is_satisfied {
            buyer.regular = number;
        } else if buyer.regular == number {
            buyer.regular = NONE;
        }
    }
}
