//! The port: what other components report to the programme, such as sign-ups, conversions, payments and
//! departures.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Context, Key};
use bazaar_numerics::variates::below;

use super::people::State;
use super::programme::Programme;
use super::streams::{Purpose, stream};

/// The number of attempts to find a person in the pool who is not in yet.
const TRIES: u32 = 64;

impl<G: Generator> Programme<'_, G> {
    /// Other components decide who comes, pays and leaves from now on.
    pub(crate) fn in_company(mut self) -> Self {
        self.is_alone = false;
        self
    }

    /// A person has come to the business without the programme: returns a person of the pool, or a stranger
    /// with this key if the pool is infinite or used up.
    pub(crate) fn admit(&mut self, key: Key, now: f64) -> u32 {
        let slot = self.outsider(key).unwrap_or_else(|| self.add_person(key));
        self.attribute(slot, now);
        self.enter(slot);
        slot
    }

    /// A person of the pool who is not in yet.
    fn outsider(&self, key: Key) -> Option<u32> {
        if self.plan.is_strangers {
            return None;
        }
        let pool = self.plan.parameters.pool;
        let mut rng = stream(self.streams, Purpose::Coming, key);
        #[expect(clippy::cast_possible_truncation, reason = "below the number of people")]
        let mut draws = (0..TRIES).map(|_| below(&mut rng, u64::from(pool)) as u32);
        draws.find(|&slot| !self.people[slot as usize].is_in())
    }

    /// A person who had signed up becomes a customer, possibly again.
    pub(crate) fn converts(&mut self, person: u32, context: &mut Context<'_, Self>) {
        match self.people[person as usize].state {
            State::SignedUp if self.is_fake(person) => self.fake_counts(person, context),
            State::SignedUp => self.convert(person, context),
            State::Churned => self.people[person as usize].state = State::Paying,
            State::Outside | State::Clicked | State::Paying => {}
        }
    }

    /// A customer brings the business this many cents.
    pub(crate) fn pays(&mut self, person: u32, cents: i64, context: &mut Context<'_, Self>) {
        if self.plan.charge_back.is_none() || !self.is_fake(person) {
            self.mirrored += cents;
        }
        self.brings(person, cents, context);
    }

    /// A customer leaves, or a person who had signed up declines.
    pub(crate) fn leaves(&mut self, person: u32, context: &mut Context<'_, Self>) {
        match self.people[person as usize].state {
            State::Paying => self.leave(person, context),
            State::SignedUp => self.decline(person),
            State::Outside | State::Clicked | State::Churned => {}
        }
    }

    /// Whether a person is a referrer under another name, with an account that is not used.
    pub(crate) fn is_fake(&self, person: u32) -> bool {
        self.people[person as usize].is_fake
    }

    /// The fee for charging back a payment of a fake; `None` if fakes pay with their own money.
    pub(crate) fn charge_back(&self) -> Option<i64> {
        self.plan.charge_back
    }

    /// A unique key for a person whom the programme has brought.
    pub(crate) fn name_of(&self, person: u32) -> Key {
        const BROUGHT: u32 = 1;
        Key::arrival(BROUGHT, person)
    }

    /// The person with this key.
    pub(crate) fn named(&self, name: Key) -> Option<u32> {
        #[expect(clippy::cast_possible_truncation, reason = "a name ends with the person's number")]
        let person = name.bits() as u32;
        (self.name_of(person) == name).then_some(person)
    }

    /// All money at hand and all books.
    pub(crate) fn ledger(&self) -> &crate::ledger::Ledger {
        self.books.ledger()
    }

    /// What other components have reported as paid so far, in cents: the same money is in their books.
    pub(crate) fn mirrored(&self) -> i64 {
        self.mirrored
    }
}
