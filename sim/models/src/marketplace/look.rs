//! What a film of a marketplace shows: who is in, where, who has met whom, and who bypasses the platform.

use bazaar_engine::stream::Generator;

use super::market::{Kind, Market};
use super::money::Account as Book;
use super::people::{NONE, Role};
use super::space::{Floor, Point};
use crate::look::{About, Dial, Eye, Fact, Layout, Scene, Stage, Told, Tone, Watch, called};

/// Further cities are counted, but not shown.
const MOST_CITIES: usize = 4;

const MEMBER: usize = 0;
const WAITS: usize = 1;
const AT_WORK: usize = 2;
const STATES: [(&str, Tone); 3] =
    [("is in", Tone::Plain), ("has asked, and waits", Tone::Waiting), ("is served, or serves", Tone::Active)];

const PAIR: usize = 0;
const LEAK: usize = 1;
const JOB: usize = 2;
const LINKS: [(&str, Tone); 3] = [
    ("met on the platform", Tone::Faint),
    ("do without the platform", Tone::Lost),
    ("job at hand", Tone::Active),
];

impl<G: Generator> Market<'_, G> {
    fn cities_shown(&self) -> usize {
        self.cities.len().min(MOST_CITIES)
    }

    fn has_map(&self) -> bool {
        self.cities.iter().any(|city| matches!(city.floor, Floor::Map { .. }))
    }

    /// A seller's place may later have another person, with another key.
    fn id(&self, person: u32) -> u64 {
        self.people[person].key.bits()
    }

    fn place(&self, point: Point) -> Option<[f64; 2]> {
        self.has_map().then_some([point.x, point.y])
    }

    /// The members of a city, sellers and buyers in turn, so that there is room for both.
    fn people_of(&self, city: usize) -> impl Iterator<Item = u32> {
        let lives_here = move |person: &u32| {
            let person = &self.people[*person];
            person.is_in && person.city as usize == city
        };
        let side = |role| self.first_of(role)..self.first_of(role) + self.plan.side(role).potential;
        let mut sellers = side(Role::Seller).filter(lives_here);
        let mut buyers = side(Role::Buyer).filter(lives_here);
        let mut is_sellers_turn = false;
        std::iter::from_fn(move || {
            is_sellers_turn = !is_sellers_turn;
            if is_sellers_turn {
                sellers.next().or_else(|| buyers.next())
            } else {
                buyers.next().or_else(|| sellers.next())
            }
        })
    }

    fn about(&self, person: u32) -> About {
        let (kind, at, facts) = match self.role(person) {
            Role::Seller => {
                let (seller, face) = (self.seller(person), self.face(person));
                let facts = vec![
                    seller.joined.into(),
                    face.reputation.into(),
                    (seller.paid as f64 / 100.0).into(),
                    face.jobs.into(),
                ];
                (1, seller.at, facts)
            }
            Role::Buyer => {
                let buyer = &self.buyers[person];
                let met = self.pairs.of(&buyer.pairs);
                let (mut all, mut jobs, mut leaked) = (0_u32, 0_u32, 0_u32);
                for pair in met {
                    (all, jobs) = (all.saturating_add(1), jobs.saturating_add(pair.jobs()));
                    leaked += u32::from(pair.has_leaked());
                }
                let facts: Vec<Fact> = vec![buyer.needs.into(), all.into(), jobs.into(), leaked.into()];
                (0, buyer.home, facts)
            }
        };
        let name = called(self.people[person].key);
        About { kind, name, at: self.place(at), facts, ..About::default() }
    }

    /// The pairs of people shown who have met.
    fn links(&self, city: usize, mut link: impl FnMut(u32, u32, usize, u32)) {
        for buyer in 0..self.plan.side(Role::Buyer).potential {
            let person = &self.people[buyer];
            if !person.is_in || person.city as usize != city {
                continue;
            }
            for pair in self.pairs.of(&self.buyers[buyer].pairs) {
                let Some(&seller) = self.whose.get(pair.who as usize) else { continue };
                // Another person may have the place by now.
                let face = self.face(seller);
                if face.who == pair.who && face.is_in {
                    link(buyer, seller, if pair.has_leaked() { LEAK } else { PAIR }, pair.jobs());
                }
            }
        }
    }
}

impl<G: Generator> Watch for Market<'_, G> {
    fn stage(&self) -> Stage {
        let cities = self.plan.parameters.cities.keys().zip(&self.plan.cities).take(self.cities_shown());
        let scene = |(name, plan): (&String, &super::resolved::CityPlan)| {
            let layout = if self.has_map() { Layout::Map { width: plan.width } } else { Layout::Groups };
            let title = if self.cities.len() == 1 {
                "Buyers and sellers".to_owned()
            } else {
                format!("Buyers and sellers: {name}")
            };
            let scene = Scene::new(&title, layout)
                .rows(["buyers".to_owned(), "sellers".to_owned()])
                .states(&STATES)
                .kind(
                    "buyer",
                    &[
                        ("needs so far", ""),
                        ("sellers met", ""),
                        ("jobs with them", ""),
                        ("of them without the platform now", ""),
                    ],
                )
                .kind(
                    "seller",
                    &[
                        ("in since", "at"),
                        ("reputation", "share"),
                        ("paid out so far", "$"),
                        ("jobs at hand", ""),
                    ],
                )
                .links(&LINKS);
            let part = (self.cities.len() > MOST_CITIES)
                .then(|| format!("one of the first {MOST_CITIES} of {} cities", self.cities.len()));
            Scene { part, ..scene }
        };
        Stage {
            dials: vec![
                Dial::new("buyers_in", "Buyers who are in", "buyers"),
                Dial::new("sellers_in", "Sellers who are in", "sellers"),
                Dial::new("waiting", "Requests that wait", "requests"),
                Dial::new("jobs", "Jobs on the platform so far", "jobs"),
                Dial::new("leaked", "Jobs off the platform so far", "jobs"),
                Dial::new("fees_so_far", "Fees so far", "$"),
                Dial::new("spent", "Launch budget spent", "$"),
            ],
            scenes: cities.map(scene).collect(),
        }
    }

    fn look(&self, _: f64, eye: &mut Eye) {
        let members =
            |role: Role| self.cities.iter().map(|city| f64::from(city.members[role.index()])).sum::<f64>();
        let mut states = vec![MEMBER; self.people.len()];
        let mut jobs = Vec::new();
        let mut waiting = 0.0;
        for request in self.requests.all() {
            if request.seller == NONE {
                waiting += 1.0;
                // A buyer who is served by one and waits for another counts as served.
                let state = &mut states[request.buyer as usize];
                *state = (*state).max(WAITS);
            } else {
                states[request.buyer as usize] = AT_WORK;
                states[request.seller as usize] = AT_WORK;
                jobs.push((request.buyer, request.seller));
            }
        }
        let counts = &self.sums.counts;
        eye.dial(members(Role::Buyer));
        eye.dial(members(Role::Seller));
        eye.dial(waiting);
        eye.dial(counts.completed as f64);
        eye.dial(counts.leaked as f64);
        let fees = [Book::BuyerFees, Book::SellerFees]
            .map(|account| self.sums.books.balance(account))
            .iter()
            .sum::<i64>();
        eye.dial(fees as f64 / 100.0);
        eye.dial(self.spent as f64 / 100.0);
        for city in 0..self.cities_shown() {
            let scene = eye.scene();
            for person in self.people_of(city) {
                let row = self.role(person).index();
                scene.see(self.id(person), row, states[person as usize], || self.about(person));
            }
            for &(buyer, seller) in &jobs {
                if self.people[buyer].city as usize == city {
                    scene.link(self.id(buyer), self.id(seller), JOB, 1.0);
                }
            }
            self.links(city, |buyer, seller, kind, jobs| {
                scene.link(self.id(buyer), self.id(seller), kind, f64::from(jobs));
            });
        }
    }

    fn told(&self, kind: Kind) -> Told {
        let told = Told::of(match kind {
            Kind::Pay => "a month ends, and its costs are paid",
            Kind::WarmedUp => "the warm-up ends, and counting begins",
            Kind::Complete => "a job is done, paid for and rated",
            Kind::GiveUp => "a buyer gives up waiting",
            Kind::Expire => "a request expires",
            Kind::Turn => "the platform, a rival or the law changes something",
            Kind::Quit => "a seller thinks of leaving for good",
            Kind::Hear => "a person may hear of the platform from others",
            Kind::Reconsider => "a person reconsiders being in",
            Kind::Advertise => "advertising reaches a person",
            Kind::Match => "a matching function may bring two together",
            Kind::Ask => "a buyer needs something",
        });
        let is_of_person = matches!(kind, Kind::Quit | Kind::Hear | Kind::Reconsider | Kind::Ask);
        if is_of_person && self.cities.len() == 1 { told.within(0) } else { told }
    }
}
