//! Participation: who is in, because enough others are.
//!
//! People are myopic. From time to time, at Poisson epochs, a person who knows the platform observes how many
//! others are in and decides anew. In a large population this is an asynchronous best reply, and its mean
//! follows a differential equation: each side's share moves towards the share that would want to be in. Its
//! equilibria are the empty market, a *mature* market and, between them, the *critical mass*, which is
//! unstable (Rohlfs 1974; Evans & Schmalensee 2010).

use bazaar_engine::Context;
use bazaar_engine::stream::Generator;
use bazaar_numerics::variates::{exp, standard_exponential};
use pxfm::f_log;

use super::market::{Incumbent, Kind, Market};
use super::money::Account;
use super::parameters::{Network, Participation};
use super::people::{NONE, Role};
use super::resolved::SidePlan;

impl<G: Generator> Market<'_, G> {
    /// A person has heard of the platform and begins to reconsider.
    pub(super) fn begin_to_think(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        if self.plan.always_in() {
            if self.wants_in(slot) {
                self.join(slot, context);
            }
        } else {
            self.expect_thought(slot, context);
        }
    }

    fn expect_thought(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let rate = self.plan.side(self.role(slot)).reconsider;
        if rate > 0.0 {
            let person = &mut self.people[slot];
            let gap = standard_exponential(&mut person.thoughts) / rate;
            context.after_generation(gap, Kind::Reconsider, slot, person.plans);
        }
    }

    pub(super) fn reconsider(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        self.expect_thought(slot, context);
        if self.role(slot) == Role::Seller {
            self.earnings_pass(self.people[slot].city as usize, context.now());
        }
        match (self.people[slot].is_in, self.wants_in(slot)) {
            (false, true) => self.join(slot, context),
            (true, false) => self.leave(slot, context.now()),
            _ => {}
        }
    }

    /// Whether being in is worth its cost now.
    fn wants_in(&self, slot: u32) -> bool {
        let person = &self.people[slot];
        let city = person.city as usize;
        if self.is_banned || !self.cities[city].is_open {
            return false;
        }
        let role = self.role(slot);
        let side = self.plan.side(role);
        let others = match side.network {
            Network::CrossSide => role.other(),
            Network::SameSide => role,
        };
        let share = self.share_in(city, others);
        let mut cost = side.cost[usize::from(self.is_subsidised)];
        if self.is_regulated {
            cost += side.licence;
        }
        let (gain, wants) = match self.plan.parameters.participation {
            Participation::Always => return true,
            Participation::Network => {
                let gain = benefit(side, share);
                (gain, person.theta * self.appeal(role) * gain >= cost)
            }
            Participation::Additive => {
                let gain = side.standalone + side.alpha * share;
                (gain, self.appeal(role) * gain - cost >= person.theta)
            }
        };
        wants && (role == Role::Buyer || self.earns_enough(slot, gain, cost * side.scale))
    }

    fn share_in(&self, city: usize, role: Role) -> f64 {
        match self.plan.cities[city].sides[role.index()].potential {
            0 => 0.0,
            potential => f64::from(self.cities[city].members[role.index()]) / f64::from(potential),
        }
    }

    /// The share of the benefit that rivals leave: all of it without rivals.
    fn appeal(&self, role: Role) -> f64 {
        if role == Role::Seller {
            return 1.0;
        }
        let rivals = &self.plan.parameters.rivals;
        let cut = match self.incumbent {
            Incumbent::Cheaper => rivals.incumbent_cuts.canonical(),
            Incumbent::Asleep | Incumbent::Preparing => 0.0,
        };
        (1.0 - rivals.free_alternative.canonical()) * (1.0 - cut)
    }

    /// A person is in from now on.
    pub(super) fn join(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let role = self.role(slot);
        let person = &mut self.people[slot];
        if person.is_in {
            return;
        }
        person.is_in = true;
        if role == Role::Seller {
            self.face_mut(slot).is_in = true;
        }
        let person = &mut self.people[slot];
        let city = person.city as usize;
        let is_first_time = !std::mem::replace(&mut person.has_joined, true);
        self.members_change(city, role, now, 1);
        if is_first_time {
            self.welcome(slot, role, now);
        }
        self.enlist(slot, city, role);
        match role {
            Role::Buyer => self.expect_need(slot, context),
            Role::Seller => {
                self.expect_quit(slot, context);
                self.opens_shop(slot, context);
            }
        }
        self.market_grew(city, context);
    }

    /// A person is out from now on; a seller finishes the job in progress.
    pub(super) fn leave(&mut self, slot: u32, now: f64) {
        let role = self.role(slot);
        let person = &mut self.people[slot];
        if !person.is_in {
            return;
        }
        person.is_in = false;
        let city = person.city as usize;
        self.members_change(city, role, now, -1);
        self.strike_off(slot, city, role);
        if role == Role::Seller {
            self.face_mut(slot).is_in = false;
            self.closes_shop(slot, now);
        }
    }

    fn members_change(&mut self, city: usize, role: Role, now: f64, change: i32) {
        self.earnings_pass(city, now);
        let members = &mut self.cities[city].members[role.index()];
        *members = members.saturating_add_signed(change);
        let change = f64::from(change);
        self.sums.members[role.index()].add(now, change);
        self.sums.rise(|over_time| &mut over_time.members[role.index()], now, change);
    }

    /// A person joins for the first time.
    fn welcome(&mut self, slot: u32, role: Role, now: f64) {
        let bonus = self.plan.side(role).joining_bonus;
        if bonus > 0 {
            self.sums.books.spend(Account::acquisition(role), bonus);
        }
        self.sums.happen(|over_time| &mut over_time.joins[role.index()], now);
        self.sums.counts.joins[role.index()] += 1;
        if role == Role::Seller {
            self.seller_mut(slot).joined = now;
            self.expects_to_earn(slot, now);
        }
    }

    /// With a matching function: puts a member on the roster.
    fn enlist(&mut self, slot: u32, city: usize, role: Role) {
        if let Some(place) = self.places.get_mut(slot as usize) {
            let roster = &mut self.cities[city].rosters[role.index()];
            #[expect(clippy::cast_possible_truncation, reason = "no more than there are slots")]
            let last = roster.len() as u32;
            *place = last;
            roster.push(slot);
        }
    }

    fn strike_off(&mut self, slot: u32, city: usize, role: Role) {
        let Some(place) = self.places.get_mut(slot as usize) else { return };
        let place = std::mem::replace(place, NONE);
        let roster = &mut self.cities[city].rosters[role.index()];
        roster.swap_remove(place as usize);
        if let Some(&moved) = roster.get(place as usize) {
            self.places[moved as usize] = place;
        }
    }
}

/// The share of the others that is in, to the power of gamma.
fn benefit(side: &SidePlan, share: f64) -> f64 {
    match side.gamma {
        None => share,
        Some(gamma) if share > 0.0 => exp(gamma * f_log(share)),
        Some(gamma) => f64::from(u8::from(gamma <= 0.0)),
    }
}
