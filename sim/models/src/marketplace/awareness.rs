//! Awareness: how people hear of the platform.
//!
//! Bass's diffusion model (1969): a person who does not know the platform hears of it at the rate p + q F,
//! where F is the share of those who know. This rate rises with every person who hears, so a time drawn from
//! the current rate would soon be wrong. Each person therefore gets *candidate* times at the upper bound p +
//! q, and a candidate counts with probability (p + q F) / (p + q) at its time (thinning; Lewis & Shedler
//! 1979). This is exact, and since candidates do not depend on other people, two runs that differ in one
//! person agree in everything that does not follow from it.

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{standard_exponential, unit};

use super::market::{Kind, Market};
use super::streams::{Purpose, stream};

impl<G: Generator> Market<'_, G> {
    /// Waits for the next candidate.
    pub(super) fn listens(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let side = self.plan.side(self.role(slot));
        let most = side.innovation + side.imitation;
        if most > 0.0 {
            let person = &mut self.people[slot];
            let gap = standard_exponential(&mut person.thoughts) / most;
            context.after_generation(gap, Kind::Hear, slot, person.plans);
        }
    }

    pub(super) fn may_hear(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let role = self.role(slot);
        let side = self.plan.side(role);
        let person = &mut self.people[slot];
        if person.knows {
            return;
        }
        let city = person.city as usize;
        let potential = self.plan.cities[city].sides[role.index()].potential;
        let share = f64::from(self.cities[city].knowing[role.index()]) / f64::from(potential);
        let most = side.innovation + side.imitation;
        if unit(&mut person.thoughts) * most < side.innovation + side.imitation * share {
            self.sums.heard[role.index()].add(context.now());
            self.knows(slot, context);
        } else {
            self.listens(slot, context);
        }
    }

    /// A person knows the platform from now on, in both roles if they have two.
    pub(super) fn knows(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        self.one_role_knows(slot, context);
        if self.people[slot].has_both_roles {
            self.one_role_knows(self.other_role(slot), context);
        }
    }

    fn one_role_knows(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        if self.people[slot].knows {
            return;
        }
        let role = self.role(slot);
        let thoughts = stream(self.streams, Purpose::Reconsidering, self.people[slot].key);
        let person = &mut self.people[slot];
        person.knows = true;
        person.thoughts = thoughts;
        self.cities[person.city as usize].knowing[role.index()] += 1;
        self.begin_to_think(slot, context);
    }

    /// The slot of the same person on the other side.
    pub(super) fn other_role(&self, slot: u32) -> u32 {
        let places = self.plan.cities[self.people[slot].city as usize].sides;
        let role = self.role(slot);
        places[role.other().index()].first + (slot - places[role.index()].first)
    }

    /// The person in a place leaves for good: the link to the other role ends.
    pub(super) fn unlink(&mut self, person: u32) {
        if self.people[person].has_both_roles {
            let other = self.other_role(person);
            self.people[other].has_both_roles = false;
            self.people[person].has_both_roles = false;
        }
    }
}
