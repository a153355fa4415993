//! Invitations: how many a customer sends, when, whom they reach, and their outcome.
//!
//! Every invitation has a stream of its own, keyed by its sender and its number. So an invitation that is
//! sent in both arms is sent at the same time, to the same person, with the same outcome; and the invitations
//! sent without a programme are a subset of those sent with one.

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Context, Key};
use bazaar_numerics::variates::{Variate, below, chance};

use super::people::{NONE, Person, Referrer, State, Who};
use super::programme::{Kind, Programme};
use super::resolved::Funnel;
use super::streams::{Purpose, stream};

/// An invitation that is yet to be sent: 24 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Invitation<G> {
    pub(super) rng: Stream<G>,
    pub(super) inviter: u32,
    pub(super) number: u32,
}

impl<G: Generator> Programme<'_, G> {
    /// A new customer will invite others.
    pub(super) fn plan_invitations(&mut self, person: u32, context: &mut Context<'_, Self>) {
        let plan = self.plan;
        let record = &self.people[person as usize];
        let (key, tree, generation) = (record.key, record.tree, record.generation);
        let number = plan.count.sample(&mut stream(self.streams, Purpose::Propensity, key));
        for number in 0..number {
            let mut rng = stream(self.streams, Purpose::Invitation, key.child(number));
            let is_sent_anyway = chance(&mut rng, plan.without_programme);
            let delay = plan.delay.sample(&mut rng);
            if is_sent_anyway || self.is_on(context.now() + delay) {
                let slot = self.invitations.insert(Invitation { rng, inviter: person, number });
                context.after(delay, Kind::Invite, slot);
                self.trees[tree as usize].pending += 1;
                self.sums.of_generation(generation).drawn += 1;
            }
        }
    }

    /// An invitation is sent, if its sender is still a customer.
    pub(super) fn invite(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let Invitation { mut rng, inviter, number } = self.invitations[slot];
        self.invitations.remove(slot);
        let record = &self.people[inviter as usize];
        let (key, generation) = (record.key, record.generation);
        let is_customer = record.state == State::Paying;
        let tree = &mut self.trees[record.tree as usize];
        tree.pending -= 1;
        if self.plan.is_strangers && tree.size >= self.plan.parameters.tree_limit {
            return;
        }
        if !is_customer {
            self.sums.of_generation(generation).decided += 1;
            return;
        }
        let by = Sender { referrer: Referrer::person(inviter), key: key.child(number) };
        let contact = self.contact(Some(inviter), &mut rng);
        if !self.reach(by, contact, (&mut rng, self.plan.funnel), context) {
            self.sums.of_generation(generation).decided += 1;
        }
    }

    /// The recipient of an invitation; `NONE` if all are strangers, or if the sender knows no one.
    pub(super) fn contact(&self, inviter: Option<u32>, rng: &mut Stream<G>) -> u32 {
        let pool = u64::from(self.plan.parameters.pool);
        if self.plan.is_strangers {
            return NONE;
        }
        #[expect(clippy::cast_possible_truncation, reason = "below the number of people")]
        match (inviter, self.network) {
            (Some(inviter), Some(network)) => {
                let known = network.of_person(inviter);
                let place = below(rng, known.len() as u64) as usize;
                known.get(place).copied().unwrap_or(NONE)
            }
            // Any person but oneself: slots above move down by one.
            (Some(inviter), None) => {
                let other = below(rng, pool - 1) as u32;
                other + u32::from(other >= inviter)
            }
            (None, _) => below(rng, pool) as u32,
        }
    }

    /// An invitation, or a partner's lead, reaches a person. Returns whether that person signs up.
    pub(super) fn reach(
        &mut self,
        by: Sender,
        contact: u32,
        (rng, funnel): (&mut Stream<G>, Funnel),
        context: &mut Context<'_, Self>,
    ) -> bool {
        // All draws are made in every case, so that both arms remain synchronized.
        let clicks = chance(rng, funnel.clicks);
        let signs_up = chance(rng, funnel.signs_up);
        let qualifies = chance(rng, funnel.qualifies);
        self.sums.counts.sent += 1;
        let slot = if self.plan.is_strangers {
            if !(clicks && signs_up) {
                return false;
            }
            self.add_person(by.key)
        } else {
            let Some(person) = self.people.get_mut(contact as usize) else { return false };
            if person.is_in() {
                self.sums.counts.wasted += 1;
                return false;
            }
            if !clicks {
                return false;
            }
            person.state = State::Clicked;
            contact
        };
        let person = &mut self.people[slot as usize];
        (person.clicked, person.referrer) = (context.now(), by.referrer);
        if !signs_up {
            return false;
        }
        person.is_determined = qualifies;
        person.is_invited = matches!(by.referrer.who(), Who::Person(_));
        self.sign_up(slot, rng, context);
        true
    }

    /// Adds a new person.
    pub(super) fn add_person(&mut self, key: Key) -> u32 {
        let slot = u32::try_from(self.people.len()).unwrap_or(NONE);
        self.people.push(Person::new(key, stream(self.streams, Purpose::Leaving, key)));
        self.accounts.push(super::rewards::Account::default());
        slot
    }
}

/// The sender of an invitation or a lead, and the key of the recipient if that is a stranger.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sender {
    pub(super) referrer: Referrer,
    pub(super) key: Key,
}
