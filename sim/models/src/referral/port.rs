//! What others on the same clock tell the programme: who comes, converts, pays and leaves.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Context, Key};
use bazaar_numerics::variates::below;

use super::people::State;
use super::programme::Programme;
use super::streams::{Purpose, stream};

/// So often somebody is looked for in the pool who is not in yet.
const TRIES: u32 = 64;

impl<G: Generator> Programme<'_, G> {
    /// Others say who comes, pays and leaves from now on.
    pub(crate) fn in_company(mut self) -> Self {
        self.is_alone = false;
        self
    }

    /// Somebody has come to the business without the programme: who of the pool that is, or a stranger
    /// with this key where the pool is none or used up.
    pub(crate) fn admit(&mut self, key: Key, now: f64) -> u32 {
        let slot = self.outsider(key).unwrap_or_else(|| self.add_person(key));
        self.attribute(slot, now);
        self.enter(slot);
        slot
    }

    /// Somebody of the pool who is not in yet.
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

    /// Whoever has signed up becomes a customer, or is one again.
    pub(crate) fn converts(&mut self, person: u32, context: &mut Context<'_, Self>) {
        match self.people[person as usize].state {
            State::SignedUp if self.is_fake(person) => self.fake_counts(person, context),
            State::SignedUp => self.convert(person, context),
            State::Churned => self.people[person as usize].state = State::Paying,
            State::Outside | State::Clicked | State::Paying => {}
        }
    }

    /// Somebody brings the business so many cents.
    pub(crate) fn pays(&mut self, person: u32, cents: i64, context: &mut Context<'_, Self>) {
        if self.plan.charge_back.is_none() || !self.is_fake(person) {
            self.mirrored += cents;
        }
        self.brings(person, cents, context);
    }

    /// A customer leaves, or whoever has signed up does not become one.
    pub(crate) fn leaves(&mut self, person: u32, context: &mut Context<'_, Self>) {
        match self.people[person as usize].state {
            State::Paying => self.leave(person, context),
            State::SignedUp => self.decline(person),
            State::Outside | State::Clicked | State::Churned => {}
        }
    }

    /// Whether somebody is a referrer under another name, with an account that nobody uses.
    pub(crate) fn is_fake(&self, person: u32) -> bool {
        self.people[person as usize].is_fake
    }

    /// What a payment of a fake that is charged back costs beside it; none if fakes pay with their own money.
    pub(crate) fn charge_back(&self) -> Option<i64> {
        self.plan.charge_back
    }

    /// A name for somebody whom the programme has brought, that nobody else gives.
    pub(crate) fn name_of(&self, person: u32) -> Key {
        const BROUGHT: u32 = 1;
        Key::arrival(BROUGHT, person)
    }

    /// Whom the programme has brought under this name.
    pub(crate) fn named(&self, name: Key) -> Option<u32> {
        #[expect(clippy::cast_possible_truncation, reason = "a name ends with the person's number")]
        let person = name.bits() as u32;
        (self.name_of(person) == name).then_some(person)
    }

    /// All money at hand and all books.
    pub(crate) fn ledger(&self) -> &crate::ledger::Ledger {
        self.books.ledger()
    }

    /// What others have paid so far, in cents: the same money is in their books.
    pub(crate) fn mirrored(&self) -> i64 {
        self.mirrored
    }
}
