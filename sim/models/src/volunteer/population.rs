//! The component: volunteers of one partition with their hosts, and their projects' servers.
//!
//! There are five kinds of events. A host takes a **step** of its own, if steps are queued; it **contacts**
//! servers; a **deadline** passes; a volunteer **joins**; a volunteer **recruits** another.

use bazaar_engine::stream::Generator;
use bazaar_engine::{Component, Context, Event, Key, Stream, Streams, kinds};
use bazaar_numerics::variates::{Exponential, Residual, Variate, chance};

use super::character::Conduct;
use super::client::{Fleet, Host, Lending, Life, Outlook, Step};
use super::contact::Contact;
use super::effect::Effect;
use super::parameters::HostStart;
use super::resolved::Resolved;
use super::server::Server;
use super::statistics::Statistics;
use super::streams::{Purpose, stream};

kinds! {
    /// At the end levels end first. Of simultaneous events, reports of hosts come before deadlines, and those
    /// before arrivals.
    pub(crate) enum Kind { End; Step, Contact, Deadline, Join, Recruit }
}

/// A volunteer who recruits others.
#[derive(Debug)]
struct Recruiter<G> {
    key: Key,
    rng: Stream<G>,
    recruited: u32,
    /// When the last of their hosts leaves.
    leaves: f64,
}

/// Volunteers as a component.
pub(crate) struct Population<'a, G> {
    pub(super) plan: &'a Resolved,
    streams: Streams<G>,
    partition: u32,
    pub(super) fleet: Fleet<'a, G>,
    pub(super) server: Server<'a>,
    arrivals: Stream<G>,
    arrived: u32,
    owners: u32,
    recruiters: Vec<Recruiter<G>>,
    /// A buffer that is reused: the applications to request work from, in order.
    pub(super) apps: Vec<usize>,
    /// Whether no other component needs events of hosts.
    pub(super) is_alone: bool,
}

impl<'a, G: Generator> Population<'a, G> {
    pub(super) fn new(plan: &'a Resolved, streams: Streams<G>, partition: u32) -> Self {
        let room = plan.room(partition);
        Population {
            plan,
            streams,
            partition,
            fleet: Fleet::new(plan, room),
            server: Server::new(plan, plan.part(partition), room),
            arrivals: stream(streams, Purpose::Arrivals, Key::arrival(partition, 0)),
            arrived: 0,
            owners: 0,
            recruiters: Vec::new(),
            apps: Vec::new(),
            is_alone: true,
        }
    }

    /// The statistics at the end of the run.
    pub(crate) fn close(self, events: u64, fingerprint: Option<u64>) -> Statistics {
        let with_hosts = self.fleet.work_in_progress();
        let events = events + self.fleet.sums.steps;
        let (server, waiting) = self.server.close();
        Statistics { fleet: self.fleet.sums, server, unfinished: with_hosts + waiting, events, fingerprint }
    }

    /// A volunteer joins with the hosts of these keys, the first of which is also their own.
    fn welcome(
        &mut self,
        keys: impl Iterator<Item = Key> + Clone,
        is_initial: bool,
        mut rng: Stream<G>,
        context: &mut Context<'_, Self>,
    ) {
        let now = context.now();
        self.owners += 1;
        if let (Some(teams), Some(key)) = (&self.plan.teams, keys.clone().next()) {
            let team = teams.draw(&mut stream(self.streams, Purpose::Team, key));
            self.server.sums.credit_of_teams.join(self.owners, team);
        }
        let gives_up = match self.plan.people.patience {
            Some(patience) => now + self.endures(patience, keys.clone(), &mut rng),
            None => f64::INFINITY,
        };
        let start = if is_initial { self.plan.start } else { self.plan.join_state };
        let mut last = now;
        for key in keys.clone() {
            let leaves = (now + self.lifetime(key, is_initial)).min(gives_up);
            last = last.max(leaves);
            let host = self.join(key, start, leaves, context);
            if let (false, Some(owner)) = (self.is_alone, keys.clone().next()) {
                context.emit(Effect::Joined { host, owner });
            }
        }
        if let (Some(between), Some(key)) = (self.plan.people.between_recruits, keys.clone().next())
            && chance(&mut rng, self.plan.people.willing)
        {
            let rng = stream(self.streams, Purpose::Recruiting, key);
            self.recruiters.push(Recruiter { key, rng, recruited: 0, leaves: last });
            self.expect_recruit(self.recruiters.len() - 1, between, context);
        }
    }

    /// The time after which a volunteer gives up.
    fn endures(&self, patience: f64, keys: impl Iterator<Item = Key>, rng: &mut Stream<G>) -> f64 {
        let computing: f64 = keys.map(|key| self.plan.groups.get(self.group(key)).availability).sum();
        match Exponential::new(patience / computing) {
            Ok(time) => time.sample(rng),
            // Hosts that are never available do not tire their owner.
            Err(_) => f64::INFINITY,
        }
    }

    /// The group of a host.
    fn group(&self, key: Key) -> u32 {
        self.plan.groups.draw(|| stream(self.streams, Purpose::Traits, key))
    }

    /// How many hosts a volunteer brings.
    fn hosts_each(&self, rng: &mut Stream<G>) -> u32 {
        let mut hosts = 1;
        while self.plan.people.another_host > 0.0 && chance(rng, self.plan.people.another_host) {
            hosts += 1;
        }
        hosts
    }

    /// A host joins; returns its slot.
    fn join(&mut self, key: Key, start: HostStart, leaves: f64, context: &mut Context<'_, Self>) -> u32 {
        let now = context.now();
        let group = self.group(key);
        let horizon = self.plan.horizon;
        let mut availability = stream(self.streams, Purpose::Availability, key);
        let traits = self.plan.groups.get(group);
        let offset = self.plan.offsets[traits.region];
        let sojourn = self.plan.processes[traits.class].begin(start, now, offset, key, &mut availability);
        let rng = || stream(self.streams, Purpose::Character, key);
        let Conduct { honesty, client_errors, wrong_results } = self.plan.character.draw(rng);

        self.fleet.sums.groups[group as usize].joined += horizon.counted(now, leaves);
        if let Some(over_time) = &mut self.fleet.sums.over_time {
            over_time.joined.add_interval(now, leaves, 1.0);
            if sojourn.available {
                over_time.available.add_interval(now, f64::INFINITY, 1.0);
            }
        }
        let slot = self.fleet.join(Host {
            availability,
            luck: stream(self.streams, Purpose::Luck, key),
            key,
            now,
            since: now,
            clock: if sojourn.available { now } else { 0.0 },
            until: sojourn.until,
            leaves,
            slice_ends: now,
            outlook: Outlook::NOTHING,
            speed: 0.0,
            busy: [0; 2],
            client_errors,
            wrong_results,
            group,
            owner: self.owners,
            honesty,
            lending: Lending::Given,
            available: sojourn.available,
            joined: true,
            in_order: true,
        });
        self.server.join(slot);
        if sojourn.available {
            self.fleet.life(slot).settle();
        }
        follow(slot, &mut self.fleet.life(slot), context);
        slot
    }

    /// Takes a step that was queued.
    fn step(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let is_off = !self.is_alone && self.is_called_off(slot, context.now());
        if is_off {
            return;
        }
        let mut life = self.fleet.life(slot);
        let (time, step) = life.next_step();
        life.take(time, step);
        match step {
            Step::Leave => {
                self.leave(slot, time);
                if !self.is_alone {
                    context.emit(Effect::Left { host: slot });
                }
            }
            Step::End => {}
            _ => {
                if (life.host.lending, step) == (Lending::Lent, Step::Change) {
                    context.emit(Effect::Changed { host: slot, is_available: life.host.available });
                }
                follow(slot, &mut life, context);
            }
        }
    }

    fn leave(&mut self, slot: u32, now: f64) {
        self.abandon(slot, now);
        self.fleet.hosts[slot].joined = false;
        self.fleet.hosts.remove(slot);
        if now >= self.plan.horizon.warm_up {
            self.fleet.sums.departures += 1;
        }
    }

    /// A host abandons its tasks.
    pub(super) fn abandon(&mut self, slot: u32, now: f64) {
        let host = &self.fleet.hosts[slot];
        let (speed, up) = (self.plan.groups.get(host.group).speed, host.up());
        for task in self.fleet.take_tasks(slot) {
            self.server.abandon(task.result, task.work(speed[task.of()], up), now);
        }
    }

    /// A host reports results, and requests work if it needs some.
    fn contact(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        if !self.is_alone && self.parts(slot, context) {
            return;
        }
        let mut life = self.fleet.life(slot);
        Contact { slot, now, life: &mut life, server: &mut self.server, apps: &mut self.apps }.hold();
        follow(slot, &mut life, context);
        self.watch_deadlines(context);
    }

    pub(super) fn watch_deadlines(&mut self, context: &mut Context<'_, Self>) {
        while let Some((time, line)) = self.server.alarms.pop() {
            if time < self.plan.horizon.end {
                context.at(time, Kind::Deadline, line);
            }
        }
    }

    fn lifetime(&self, key: Key, residual: bool) -> f64 {
        let Some(lifetime) = self.plan.lifetime() else { return f64::INFINITY };
        let mut stream = stream(self.streams, Purpose::Lifetime, key);
        if residual { lifetime.sample_residual(&mut stream) } else { lifetime.sample(&mut stream) }
    }

    fn expect_arrival(&mut self, context: &mut Context<'_, Self>) {
        if let Some(between) = &self.plan.between_arrivals {
            let time = context.now() + between.sample(&mut self.arrivals);
            if time < self.plan.horizon.end {
                context.at(time, Kind::Join, 0);
            }
        }
    }

    fn expect_recruit(&mut self, index: usize, between: Exponential, context: &mut Context<'_, Self>) {
        let recruiter = &mut self.recruiters[index];
        let time = context.now() + between.sample(&mut recruiter.rng);
        if time < recruiter.leaves.min(self.plan.horizon.end) {
            context.at(time, Kind::Recruit, u32::try_from(index).unwrap_or(u32::MAX));
        }
    }

    /// A volunteer joins, under this key.
    fn arrive(&mut self, key: Key, context: &mut Context<'_, Self>) {
        let mut rng = stream(self.streams, Purpose::Owner, key);
        let hosts = self.hosts_each(&mut rng);
        let keys = std::iter::once(key).chain((1..hosts).map(move |host| key.child(host)));
        if context.now() >= self.plan.horizon.warm_up {
            self.fleet.sums.joins += u64::from(hosts);
        }
        self.welcome(keys, false, rng, context);
    }

    fn recruit(&mut self, index: u32, context: &mut Context<'_, Self>) {
        let recruiter = &mut self.recruiters[index as usize];
        recruiter.recruited += 1;
        let key = recruiter.key.child(recruiter.recruited | RECRUIT);
        self.arrive(key, context);
        if let Some(between) = self.plan.people.between_recruits {
            self.expect_recruit(index as usize, between, context);
        }
    }
}

/// Simulates a host to its next contact, or one step, if steps are queued.
#[inline]
pub(super) fn follow<G: Generator>(
    slot: u32,
    life: &mut Life<'_, G>,
    context: &mut Context<'_, Population<'_, G>>,
) {
    loop {
        let (time, step) = life.next_step();
        match step {
            Step::Contact => return context.at(time, Kind::Contact, slot),
            // Its slot, and those of its jobs, are reused from then on, not before.
            Step::Leave => return context.at(time, Kind::Step, slot),
            // A level that extends to the end ends there, before events of that instant.
            Step::End if life.plan.queued || life.host.lending == Lending::Lent => {
                return context.at(time, Kind::End, slot);
            }
            _ if life.plan.queued => return context.at(time, Kind::Step, slot),
            // The component that has the host needs to know when it is available.
            _ if life.host.lending == Lending::Lent => return context.at(time, Kind::Step, slot),
            _ => {
                life.sums.steps += 1;
                life.take(time, step);
                if step == Step::End {
                    return;
                }
            }
        }
    }
}

/// Distinguishes the keys of recruits from those of a volunteer's further hosts.
const RECRUIT: u32 = 1 << 31;

impl<G: Generator> Component for Population<'_, G> {
    type Kind = Kind;
    type Effect = Effect;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        let mut indices = self.plan.initial_hosts(self.partition);
        while !indices.is_empty() {
            let first = indices.start;
            let mut rng = stream(self.streams, Purpose::Owner, Key::initial(first));
            let next = indices.end.min(first + u64::from(self.hosts_each(&mut rng)));
            self.welcome((first..next).map(Key::initial), true, rng, context);
            indices.start = next;
        }
        self.expect_arrival(context);
    }

    #[inline]
    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::End | Kind::Step => self.step(event.slot, context),
            Kind::Contact => self.contact(event.slot, context),
            Kind::Deadline => {
                self.server.alarm(event.slot, event.time);
                self.watch_deadlines(context);
            }
            Kind::Join => {
                self.arrived += 1;
                self.arrive(Key::arrival(self.partition, self.arrived), context);
                self.expect_arrival(context);
            }
            Kind::Recruit => self.recruit(event.slot, context),
        }
    }

    #[inline]
    fn soon(&self, event: &Event<Kind>) {
        if matches!(event.kind, Kind::Step | Kind::Contact) {
            self.fleet.hosts.prefetch(event.slot);
        }
    }

    #[inline]
    fn key(&self, event: &Event<Kind>) -> Key {
        match event.kind {
            Kind::End | Kind::Step | Kind::Contact => self.fleet.hosts[event.slot].key,
            Kind::Deadline => Key::initial(event.slot.into()),
            Kind::Join => Key::arrival(self.partition, self.arrived + 1),
            Kind::Recruit => self.recruiters[event.slot as usize].key,
        }
    }
}
