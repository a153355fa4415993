//! The component: the people of all cities, the open requests, and the platform between them.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Component, Context, Entities, Event, Key, Stream, Streams, kinds};

use super::earnings::Takings;
use super::effect::Effect;
use super::pairs::Pairs;
use super::people::{Buyer, Face, NONE, Person, Role, Seller};
use super::request::Requests;
use super::resolved::Resolved;
use super::space::{Floor, Found};
use super::statistics::{CityStatistics, Statistics};
use super::streams::{Purpose, stream};
use super::surroundings::Turn;

kinds! {
    /// At one instant a month is paid for first, then the warm-up ends, then everything else. Of simultaneous
    /// events, ends of jobs come before ends of patience, changes of the surroundings before people
    /// reconsider, and that before new requests.
    pub(crate) enum Kind {
        Pay, WarmedUp;
        Complete, GiveUp, Expire, Turn, Quit, Hear, Reconsider, Advertise, Match, Ask
    }
}

/// A city: who is in, who knows, and where they find one another.
#[derive(Clone, Debug)]
pub(super) struct City<G> {
    pub(super) members: [u32; 2],
    pub(super) knowing: [u32; 2],
    pub(super) is_open: bool,
    pub(super) floor: Floor,
    /// With a matching function: who is in, in any order, on each side.
    pub(super) rosters: [Vec<u32>; 2],
    pub(super) matching: Stream<G>,
    pub(super) takings: Takings,
}

/// A market as a component. Other components may send it people and receive its sales.
pub(crate) struct Market<'a, G> {
    pub(super) plan: &'a Resolved,
    pub(super) streams: Streams<G>,
    /// The place of the first seller: buyers come before.
    first_seller: u32,
    pub(super) people: Entities<Person<G>>,
    pub(super) buyers: Entities<Buyer>,
    pub(super) sellers: Entities<Seller>,
    pub(super) faces: Vec<Face>,
    /// By a seller's number: the place that the seller had.
    pub(super) whose: Vec<u32>,
    pub(super) cities: Vec<City<G>>,
    pub(super) requests: Requests<G>,
    pub(super) pairs: Pairs,
    pub(super) advertising: [Stream<G>; 2],
    /// What has been spent of the launch budget, in cents.
    pub(super) spent: i64,
    pub(super) is_subsidised: bool,
    pub(super) is_regulated: bool,
    pub(super) is_banned: bool,
    /// The trust in the platform itself, from 0 to 1.
    pub(super) standing: f64,
    /// By side: the place from which the search for a person who does not know the platform starts.
    pub(super) next: [u32; 2],
    pub(super) incumbent: Incumbent,
    pub(super) sums: Statistics,
    /// A buffer that is reused: sellers whom a request could be matched with.
    pub(super) found: Vec<Found>,
    /// With a matching function: where each person stands in a roster.
    pub(super) places: Vec<u32>,
    /// Where sellers may be interrupted: by seller, the request at hand.
    pub(super) at_work: Vec<u32>,
}

/// The state of the incumbent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Incumbent {
    Asleep,
    Preparing,
    Cheaper,
}

impl<'a, G: Generator> Market<'a, G> {
    pub(super) fn new(plan: &'a Resolved, streams: Streams<G>) -> Self {
        let people = plan.sides.iter().map(|side| side.potential as usize).sum();
        let cities = plan.cities.len();
        let advertising =
            Role::BOTH.map(|role| stream(streams, Purpose::Advertising, Key::initial(role.index() as u64)));
        Market {
            plan,
            streams,
            first_seller: plan.side(Role::Buyer).potential,
            people: Entities::with_capacity(people),
            buyers: Entities::with_capacity(plan.side(Role::Buyer).potential as usize),
            sellers: Entities::with_capacity(plan.side(Role::Seller).potential as usize),
            faces: Vec::with_capacity(plan.side(Role::Seller).potential as usize),
            whose: Vec::with_capacity(plan.side(Role::Seller).potential as usize),
            cities: (0..cities).map(|city| Self::found_city(plan, streams, city)).collect(),
            requests: Requests::default(),
            pairs: Pairs::default(),
            advertising,
            spent: 0,
            is_subsidised: true,
            is_regulated: false,
            is_banned: false,
            standing: 1.0,
            next: [0; 2],
            incumbent: Incumbent::Asleep,
            sums: Statistics {
                maps: plan.maps(),
                ..Statistics::new(&plan.horizon, cities, plan.categories.len())
            },
            found: Vec::new(),
            places: if plan.is_function() { vec![NONE; people] } else { Vec::new() },
            at_work: Vec::new(),
        }
    }

    fn found_city(plan: &Resolved, streams: Streams<G>, city: usize) -> City<G> {
        City {
            members: [0; 2],
            knowing: [0; 2],
            is_open: plan.cities[city].opens_at_once,
            floor: plan.floor(city),
            rosters: [Vec::new(), Vec::new()],
            matching: stream(streams, Purpose::Matching, Key::initial(city as u64)),
            takings: Takings::default(),
        }
    }

    /// The side of the person in this place.
    #[inline]
    pub(super) fn role(&self, person: u32) -> Role {
        if person < self.first_seller { Role::Buyer } else { Role::Seller }
    }

    /// The index of a seller's own record.
    #[inline]
    fn record(&self, seller: u32) -> u32 {
        seller - self.first_seller
    }

    /// The same, as a place in a list of sellers, and how many places it has.
    #[inline]
    pub(super) fn record_of(&self, seller: u32) -> usize {
        self.record(seller) as usize
    }

    pub(super) fn sellers_potential(&self) -> usize {
        self.plan.side(Role::Seller).potential as usize
    }

    #[inline]
    pub(super) fn seller(&self, person: u32) -> &Seller {
        &self.sellers[self.record(person)]
    }

    #[inline]
    pub(super) fn seller_mut(&mut self, person: u32) -> &mut Seller {
        let record = self.record(person);
        &mut self.sellers[record]
    }

    #[inline]
    pub(super) fn face(&self, seller: u32) -> &Face {
        &self.faces[self.record(seller) as usize]
    }

    #[inline]
    pub(super) fn face_mut(&mut self, seller: u32) -> &mut Face {
        let record = self.record(seller) as usize;
        &mut self.faces[record]
    }

    #[inline]
    pub(super) fn is_counted(&self, now: f64) -> bool {
        now >= self.plan.horizon.warm_up
    }

    /// The statistics at the end of the run.
    pub(crate) fn close(mut self, events: u64, fingerprint: Option<u64>) -> Statistics {
        let cities = self.sums.cities.iter_mut().zip(&self.cities).zip(&self.plan.cities);
        for ((sums, city), plan) in cities {
            sums.members = city.members;
            sums.potential = plan.sides.map(|places| places.potential);
            for role in Role::BOTH {
                self.sums.knowing[role.index()] += u64::from(city.knowing[role.index()]);
            }
        }
        for seller in self.sellers.places() {
            let paid = seller.paid as f64;
            self.sums.paid += paid;
            self.sums.paid_squared += paid * paid;
        }
        self.sums.open = self.requests.len() as u64;
        self.sums.events = events;
        self.sums.fingerprint = fingerprint;
        self.sums
    }

    fn warm_up_ends(&mut self, now: f64) {
        self.sums.forget(now);
        for seller in 0..self.plan.side(Role::Seller).potential {
            self.sellers[seller].paid = 0;
        }
    }
}

impl<G: Generator> Component for Market<'_, G> {
    type Kind = Kind;
    type Effect = Effect;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        if self.plan.horizon.warm_up > 0.0 {
            context.at(self.plan.horizon.warm_up, Kind::WarmedUp, 0);
        }
        self.populate(context);
        self.expect_turns(context);
        self.expect_payments(context);
        self.expect_advertising(context);
        if self.plan.is_function() {
            self.expect_matches(context);
        }
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::WarmedUp => self.warm_up_ends(event.time),
            Kind::Complete => self.complete(event.slot, context),
            Kind::GiveUp => self.give_up(event.slot, event.time),
            Kind::Expire => self.expire(event.slot, event.time),
            Kind::Turn => self.turn(Turn::from_slot(event.slot)),
            Kind::Pay => self.pay(context),
            Kind::Quit => self.may_quit(event.slot, context),
            Kind::Hear => self.may_hear(event.slot, context),
            Kind::Reconsider => self.reconsider(event.slot, context),
            Kind::Advertise => self.advertise(event.slot, context),
            Kind::Match => self.may_match(event.slot as usize, context),
            Kind::Ask => self.ask(event.slot, context),
        }
    }

    fn key(&self, event: &Event<Kind>) -> Key {
        match event.kind {
            Kind::Complete | Kind::GiveUp | Kind::Expire => self.requests.get(event.slot).key,
            Kind::Quit | Kind::Hear | Kind::Reconsider | Kind::Ask => self.people[event.slot].key,
            Kind::WarmedUp | Kind::Turn | Kind::Pay | Kind::Advertise | Kind::Match => {
                Key::initial(u64::from(event.slot))
            }
        }
    }

    #[inline]
    fn soon(&self, event: &Event<Kind>) {
        match event.kind {
            Kind::Quit | Kind::Hear | Kind::Reconsider => self.people.prefetch(event.slot),
            Kind::Ask => {
                self.people.prefetch(event.slot);
                self.buyers.prefetch(event.slot);
            }
            Kind::Complete => {
                // Few are open at a time, so the request itself is at hand.
                let request = self.requests.get(event.slot);
                self.buyers.prefetch(request.buyer);
                self.sellers.prefetch(self.record(request.seller));
            }
            _ => {}
        }
    }

    #[inline]
    fn is_current(&self, event: &Event<Kind>) -> bool {
        match event.kind {
            Kind::GiveUp | Kind::Expire | Kind::Complete => {
                self.requests.patience(event.slot) == event.generation
            }
            Kind::Quit | Kind::Hear | Kind::Reconsider | Kind::Ask => {
                self.people[event.slot].plans == event.generation
            }
            _ => true,
        }
    }
}

impl CityStatistics {
    pub(super) fn participation(&self, role: Role) -> Option<f64> {
        let potential = self.potential[role.index()];
        (potential > 0).then(|| f64::from(self.members[role.index()]) / f64::from(potential))
    }
}
