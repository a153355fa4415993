//! The port: what other components may do to the market.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::unit;

use super::market::Market;
use super::pairs::Acquaintances;
use super::people::{NONE, Role};
use super::streams::{Purpose, stream};

impl<G: Generator> Market<'_, G> {
    /// A person comes from another component and knows the platform from now on: returns the place, or `NONE`
    /// if all people know it already.
    pub(crate) fn invite(&mut self, role: Role, context: &mut Context<'_, Self>) -> Option<u32> {
        let potential = self.plan.side(role).potential;
        if self.cities.iter().map(|city| city.knowing[role.index()]).sum::<u32>() >= potential {
            return None;
        }
        let first = self.first_of(role);
        // Places are searched in turn, so many invitations together cost one pass.
        let from = self.next[role.index()];
        let place = (from..potential).chain(0..from).find(|place| !self.people[first + place].knows)?;
        self.next[role.index()] = place + 1;
        self.knows(first + place, context);
        Some(first + place)
    }

    /// A person stops selling or buying for a while, whatever it would be worth.
    pub(crate) fn suspend(&mut self, person: u32, now: f64) {
        self.leave(person, now);
        let person = &mut self.people[person];
        person.plans.cancel();
        person.is_expecting = false;
    }

    /// A suspended person reconsiders.
    pub(crate) fn resume(&mut self, person: u32, context: &mut Context<'_, Self>) {
        if self.people[person].knows {
            self.begin_to_think(person, context);
        }
    }

    /// A person leaves for good for reasons outside the market; a newcomer, who does not know the platform
    /// yet, takes the place. An open request is still served.
    pub(crate) fn withdraw(&mut self, person: u32, context: &mut Context<'_, Self>) {
        match self.role(person) {
            Role::Seller => self.makes_way(person, context),
            Role::Buyer => {
                self.suspend(person, context.now());
                self.unlink(person);
                let city = self.people[person].city as usize;
                let was_known = core::mem::replace(&mut self.people[person].knows, false);
                self.cities[city].knowing[Role::Buyer.index()] -= u32::from(was_known);
                self.newcomer_buys(person);
                self.listens(person, context);
            }
        }
        let (role, first) = (self.role(person), self.first_of(self.role(person)));
        self.next[role.index()] = self.next[role.index()].min(person - first);
    }

    /// A newcomer takes a buyer's place.
    fn newcomer_buys(&mut self, buyer: u32) {
        // Needs of this buyer have the other children of the key.
        let key = self.people[buyer].key.child(NONE);
        let mut traits = stream(self.streams, Purpose::Traits, key);
        let theta = unit(&mut traits);
        let home = self.home(self.people[buyer].city as usize, &mut traits);
        let needs = self.needs_of(Role::Buyer, key);
        let thoughts = stream(self.streams, Purpose::Hearing, key);
        let person = &mut self.people[buyer];
        (person.key, person.needs, person.thoughts, person.theta) = (key, needs, thoughts, theta);
        person.has_joined = false;
        let record = &mut self.buyers[buyer];
        (record.home, record.pairs, record.needs, record.regular) = (home, Acquaintances::NOBODY, 0, NONE);
    }

    /// Sets the trust in the platform itself, from 0 to 1: the probability that people who agree on a job go
    /// through with it.
    pub(crate) fn trusts(&mut self, standing: f64) {
        self.standing = standing;
    }

    /// The first place of a side: sellers come after buyers.
    pub(super) fn first_of(&self, role: Role) -> u32 {
        match role {
            Role::Buyer => 0,
            Role::Seller => self.plan.side(Role::Buyer).potential,
        }
    }

    /// The number of members of both sides.
    pub(crate) fn members(&self) -> u64 {
        self.cities.iter().flat_map(|city| city.members).map(u64::from).sum()
    }

    /// All money at hand and all books.
    pub(crate) fn ledger(&self) -> &crate::ledger::Ledger {
        self.sums.books.ledger()
    }
}
