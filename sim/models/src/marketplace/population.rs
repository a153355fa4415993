//! The population: initial people and newcomers.
//!
//! A person's traits come from a stream of their own. Keys do not depend on the number of people: a larger
//! potential adds people and leaves the others unchanged.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Context, Key, Stream};
use bazaar_numerics::variates::{Variate, unit};

use super::market::Market;
use super::pairs::Acquaintances;
use super::people::{Buyer, Face, NONE, Person, Role, Seller};
use super::resolved::Quality;
use super::space::Point;
use super::streams::{Purpose, stream};

impl<G: Generator> Market<'_, G> {
    /// Creates the initial people; those who are seeded join, those who know the platform begin to
    /// reconsider.
    pub(super) fn populate(&mut self, context: &mut Context<'_, Self>) {
        let plan = self.plan;
        for role in Role::BOTH {
            let mut number = 0;
            for (city, places) in plan.cities.iter().map(|city| city.sides[role.index()]).enumerate() {
                for _ in 0..places.potential {
                    self.settle(role, number, city);
                    number += 1;
                }
            }
        }
        for plan in &plan.cities {
            let [buyers, sellers] = plan.sides;
            for number in 0..plan.both_roles {
                self.people[buyers.first + number].has_both_roles = true;
                self.people[sellers.first + number].has_both_roles = true;
            }
        }
        for role in Role::BOTH {
            for places in plan.cities.iter().map(|city| city.sides[role.index()]) {
                for number in 0..places.potential {
                    let person = places.first + number;
                    if number < places.aware {
                        self.knows(person, context);
                    } else {
                        self.listens(person, context);
                    }
                    if number < places.seeded {
                        self.join(person, context);
                    }
                }
            }
        }
    }

    /// The person who begins in a place.
    fn settle(&mut self, role: Role, number: u32, city: usize) {
        let key = Key::initial(2 * u64::from(number) + role.index() as u64);
        let mut traits = stream(self.streams, Purpose::Traits, key);
        let theta = unit(&mut traits);
        let slot = self.people.insert(Person {
            key,
            thoughts: stream(self.streams, Purpose::Hearing, key),
            needs: self.needs_of(role, key),
            theta,
            #[expect(clippy::cast_possible_truncation, reason = "a scenario has few cities")]
            city: city as u32,
            plans: bazaar_engine::Generation::default(),
            knows: false,
            is_in: false,
            has_joined: false,
            is_expecting: false,
            has_both_roles: false,
        });
        let at = self.home(city, &mut traits);
        match role {
            Role::Buyer => {
                self.buyers.insert(Buyer { home: at, pairs: Acquaintances::NOBODY, needs: 0, regular: NONE });
            }
            Role::Seller => {
                let quality = self.quality(&mut traits);
                let who = self.newcomer(slot);
                self.sellers.insert(Seller::newcomer(at, quality, 0));
                #[expect(clippy::cast_possible_truncation, reason = "a scenario has few cities")]
                self.faces.push(Face::newcomer(who, city as u32));
            }
        }
    }

    /// A number for a newcomer in a seller's place.
    pub(super) fn newcomer(&mut self, seller: u32) -> u32 {
        // Beyond 2^32 - 1 people newcomers share a number; no run gets there.
        let who = u32::try_from(self.whose.len()).unwrap_or(NONE);
        self.whose.push(seller);
        who
    }

    pub(super) fn needs_of(&self, role: Role, key: Key) -> Stream<G> {
        let purpose = match role {
            Role::Buyer => Purpose::Needs,
            Role::Seller => Purpose::Quitting,
        };
        stream(self.streams, purpose, key)
    }

    /// A random place in the city, uniform.
    pub(super) fn home(&self, city: usize, rng: &mut Stream<G>) -> Point {
        let width = self.plan.cities[city].width;
        let x = width * unit(rng);
        Point { x, y: width * unit(rng) }
    }

    pub(super) fn quality(&self, rng: &mut Stream<G>) -> f64 {
        match self.plan.quality {
            Quality::Same(quality) => quality,
            Quality::Each(beta) => beta.sample(rng),
        }
    }
}
