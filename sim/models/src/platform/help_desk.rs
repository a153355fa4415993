//! Trust events and the help desk that handles them (fact P13).
//!
//! Each member causes trust events at a constant rate, so the total rate follows the number of members.
//! Between two changes of that number events are a Poisson process, but a time drawn before a change would be
//! wrong after it. So the model draws an *exposure* instead, in member-hours: exponential with mean 1 over
//! the rate (Cinlar 1975: the time change of a Poisson process). Whenever the number changes, the remaining
//! exposure is converted into a time anew.
//!
//! Incidents wait in one queue for an agent; without a help desk they stay open. While an incident is open,
//! some members have lost their trust; once it is handled, trust recovers exponentially. Trust is 1 / (1 +
//! d), where d is the number of members who have lost it, over all members.

use std::collections::BTreeSet;

use bazaar_engine::stream::{Generator, Stream};
use bazaar_engine::{Access, Component, Context, Entities, Event, Generation, Key, Resource, Streams, kinds};
use bazaar_numerics::accumulators::{Level, Sketch, Tally};
use bazaar_numerics::variates::{Variate, chance, exp, standard_exponential, unit};

use super::resolved::DeskPlan;
use super::streams::{Purpose, stream};

kinds! {
    /// Of simultaneous events, closures of incidents come before new ones.
    pub(super) enum Kind { Handled, Comes }
}

/// What the help desk reports to the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// An incident has occurred, at this cost in cents.
    Came(i64),
    /// An incident is handled.
    Handled,
}

/// An incident that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) key: Key,
    pub(super) came: f64,
    kind: u16,
}

/// The statistics of a run.
#[derive(Clone, Debug)]
pub(super) struct DeskStatistics {
    /// The number of incidents, by kind.
    pub(super) came: Vec<u64>,
    /// From occurrence to closure, in hours.
    pub(super) response: Tally,
    pub(super) response_sketch: Sketch,
    pub(super) open: Level,
    pub(super) busy: Level,
}

/// The help desk as a component.
pub(super) struct Desk<'a, G> {
    plan: &'a DeskPlan,
    streams: Streams<G>,
    arrivals: Stream<G>,
    sales: Stream<G>,
    incidents: Entities<Open>,
    /// Incidents queue for them by slot.
    agents: Resource<u32>,
    number: u32,
    /// The number of members, since when, and the exposure left until the next incident.
    members: f64,
    since: f64,
    left: f64,
    plans: Generation,
    /// The number of members who have lost trust over open incidents; and the number whose trust had not
    /// recovered at some time.
    distrust: f64,
    fading: f64,
    faded: f64,
    pub(super) sums: DeskStatistics,
}

impl<'a, G: Generator> Desk<'a, G> {
    pub(super) fn new(plan: &'a DeskPlan, streams: Streams<G>) -> Self {
        Desk {
            plan,
            streams,
            arrivals: stream(streams, Purpose::Incidents, Key::SINGLE),
            sales: stream(streams, Purpose::Incidents, Key::initial(1)),
            incidents: Entities::new(),
            agents: Resource::new(plan.agents),
            number: 0,
            members: 0.0,
            since: 0.0,
            left: 0.0,
            plans: Generation::default(),
            distrust: 0.0,
            fading: 0.0,
            faded: 0.0,
            sums: DeskStatistics {
                came: vec![0; plan.incidents.len()],
                response: Tally::default(),
                response_sketch: Sketch::default(),
                open: Level::new(0.0, 0.0),
                busy: Level::default(),
            },
        }
    }

    /// The statistics at the end of the run.
    pub(super) fn close(self) -> DeskStatistics {
        DeskStatistics { busy: *self.agents.occupancy(), ..self.sums }
    }

    /// Open incidents, and whether they wait: those in service come first, then the queue.
    pub(super) fn incidents(&self) -> impl Iterator<Item = (bool, &Open)> {
        let waits: BTreeSet<u32> = self.agents.line().copied().collect();
        let handled = self.incidents.living().filter(move |(slot, _)| !waits.contains(slot));
        let waiting = self.agents.line().map(|&slot| (true, &self.incidents[slot]));
        handled.map(|(_, incident)| (false, incident)).chain(waiting)
    }

    /// The number of open incidents.
    pub(super) fn open(&self) -> usize {
        self.incidents.len()
    }

    /// The number of busy agents.
    pub(super) fn busy(&self) -> u32 {
        self.agents.busy()
    }

    /// The kind of an incident.
    pub(super) fn name_of(&self, incident: &Open) -> Option<&str> {
        self.plan.names.get(usize::from(incident.kind)).map(String::as_str)
    }

    /// The rate of incidents for each member, over all kinds.
    fn rate(&self) -> f64 {
        self.plan.incidents.iter().map(|incident| incident.per_member).sum()
    }

    /// Sets the number of members from now on.
    pub(super) fn has_members(&mut self, members: u64, context: &mut Context<'_, Self>) {
        let members = members as f64;
        if (members - self.members).abs() > 0.0 {
            self.left -= self.members * (context.now() - self.since);
            self.members = members;
            self.expect(context);
        }
    }

    /// The time at which the exposure is used up, if the number of members stays as it is.
    fn expect(&mut self, context: &mut Context<'_, Self>) {
        self.since = context.now();
        self.plans.cancel();
        if self.members > 0.0 && self.rate() > 0.0 {
            let after = self.left.max(0.0) / self.members;
            context.after_generation(after, Kind::Comes, 0, self.plans);
        }
    }

    fn draw_exposure(&mut self) {
        let rate = self.rate();
        if rate > 0.0 {
            self.left = standard_exponential(&mut self.arrivals) / rate;
        }
    }

    /// The exposure is used up: an incident occurs.
    fn comes(&mut self, context: &mut Context<'_, Self>) {
        let mut draw = unit(&mut self.arrivals) * self.rate();
        let incidents = &self.plan.incidents;
        let kind = incidents.iter().position(|incident| {
            draw -= incident.per_member;
            draw < 0.0
        });
        self.begins(kind.unwrap_or(incidents.len() - 1), context);
        self.draw_exposure();
        self.expect(context);
    }

    /// A sale, which may lead to an incident of each kind.
    pub(super) fn sees_sale(&mut self, context: &mut Context<'_, Self>) {
        for kind in 0..self.plan.incidents.len() {
            let per_sale = self.plan.incidents[kind].per_sale;
            if per_sale > 0.0 && chance(&mut self.sales, per_sale) {
                self.begins(kind, context);
            }
        }
    }

    fn begins(&mut self, kind: usize, context: &mut Context<'_, Self>) {
        let now = context.now();
        let key = Key::arrival(0, self.number);
        self.number += 1;
        #[expect(clippy::cast_possible_truncation, reason = "a scenario has few kinds")]
        let slot = self.incidents.insert(Open { key, came: now, kind: kind as u16 });
        self.sums.came[kind] += 1;
        self.sums.open.add(now, 1.0);
        self.distrust += self.plan.incidents[kind].seen_by;
        if let Access::Begins(slot) = self.agents.request(now, slot) {
            self.works_on(slot, context);
        }
        context.emit(Effect::Came(self.plan.incidents[kind].cost));
    }

    /// An agent starts on an incident.
    fn works_on(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let mut rng = stream(self.streams, Purpose::Handling, self.incidents[slot].key);
        context.after(self.plan.handling.sample(&mut rng), Kind::Handled, slot);
    }

    fn is_handled(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        let Open { came, kind, .. } = self.incidents[slot];
        self.incidents.remove(slot);
        self.sums.open.add(now, -1.0);
        self.sums.response.add(now - came);
        self.sums.response_sketch.add(now - came);
        let seen_by = self.plan.incidents[usize::from(kind)].seen_by;
        self.distrust -= seen_by;
        self.fading = self.fading_at(now) + seen_by;
        self.faded = now;
        if let Some(next) = self.agents.release(now) {
            self.works_on(next, context);
        }
        context.emit(Effect::Handled);
    }

    /// The number of members whose trust has not recovered, of those whose incident is handled.
    fn fading_at(&self, now: f64) -> f64 {
        if self.plan.memory > 0.0 { self.fading * exp((self.faded - now) / self.plan.memory) } else { 0.0 }
    }

    /// Trust in the platform, from 0 to 1.
    pub(super) fn trust(&self, now: f64) -> f64 {
        let lost = self.distrust + self.fading_at(now);
        if lost <= 0.0 {
            return 1.0;
        }
        let members = self.members.max(1.0);
        members / (members + lost)
    }
}

impl<G: Generator> Component for Desk<'_, G> {
    type Kind = Kind;
    type Effect = Effect;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        self.draw_exposure();
        self.expect(context);
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::Handled => self.is_handled(event.slot, context),
            Kind::Comes => self.comes(context),
        }
    }

    fn key(&self, event: &Event<Kind>) -> Key {
        match event.kind {
            Kind::Handled => self.incidents[event.slot].key,
            Kind::Comes => Key::SINGLE,
        }
    }

    fn is_current(&self, event: &Event<Kind>) -> bool {
        event.kind != Kind::Comes || event.generation == self.plans
    }
}
