//! The component: volunteers of one partition with their hosts, and the servers they work for.
//!
//! Five things happen. A host takes a **step** of its own, if steps are queued;
//! it **contacts** servers; a **deadline** passes; a volunteer **joins**; a
//! volunteer **recruits** another.

use bazaar_engine::stream::Generator;
use bazaar_engine::variates::{Exponential, Residual, Variate, chance, unit};
use bazaar_engine::{Component, Context, Event, Key, Nothing, Stream, Streams, kinds};

use super::client::{Ending, Fleet, Honesty, Host, Need, Outlook, Stage, Step, Task};
use super::dice::{Purpose, stream};
use super::parameters::HostStart;
use super::plan::{Plan, Rate};
use super::server::{Answer, Caller, Report, Server, credit};
use super::sums::Sums;

kinds! {
    /// At equal times hosts report before their deadlines pass, and that before anybody joins.
    pub(super) enum Kind { Step, Contact, Deadline, Join, Recruit }
}

/// A volunteer who brings in others.
#[derive(Debug)]
struct Recruiter<G> {
    key: Key,
    dice: Stream<G>,
    recruited: u32,
    /// When the last of their hosts leaves.
    leaves: f64,
}

pub(super) struct Population<'a, G> {
    plan: &'a Plan,
    streams: Streams<G>,
    partition: u32,
    fleet: Fleet<'a, G>,
    pub(super) server: Server<'a>,
    arrivals: Stream<G>,
    arrived: u32,
    owners: u32,
    recruiters: Vec<Recruiter<G>>,
    /// Used again and again: the applications to ask for, in order.
    apps: Vec<usize>,
}

impl<'a, G: Generator> Population<'a, G> {
    pub(super) fn new(plan: &'a Plan, streams: Streams<G>, partition: u32) -> Self {
        Population {
            plan,
            streams,
            partition,
            fleet: Fleet::new(plan),
            server: Server::new(plan, plan.part(partition)),
            arrivals: stream(streams, Purpose::Arrivals, Key::arrival(partition, 0)),
            arrived: 0,
            owners: 0,
            recruiters: Vec::new(),
            apps: Vec::new(),
        }
    }

    /// The sums at the end of the run.
    pub(super) fn close(self, events: u64, fingerprint: Option<u64>) -> Sums {
        let with_hosts = self.fleet.work_in_progress();
        let events = events + self.fleet.sums.steps;
        let (server, waiting) = self.server.close();
        Sums { fleet: self.fleet.sums, server, unfinished: with_hosts + waiting, events, fingerprint }
    }

    /// A volunteer joins with the hosts of these keys, the first of which is also their own.
    fn welcome(
        &mut self,
        keys: &[Key],
        is_initial: bool,
        mut dice: Stream<G>,
        context: &mut Context<'_, Self>,
    ) {
        let now = context.now();
        self.owners += 1;
        if let Some(teams) = &self.plan.teams {
            let team = teams.draw(&mut stream(self.streams, Purpose::Team, keys[0]));
            self.server.sums.credit_of_teams.join(self.owners, team);
        }
        let groups: Vec<u32> = keys
            .iter()
            .map(|&key| self.plan.groups.draw(&mut stream(self.streams, Purpose::Traits, key)))
            .collect();
        let gives_up = now + self.endures(&groups, &mut dice);
        let start = if is_initial { self.plan.start } else { self.plan.join_state };
        let mut last = now;
        for (&key, &group) in keys.iter().zip(&groups) {
            let leaves = (now + self.lifetime(key, is_initial)).min(gives_up);
            last = last.max(leaves);
            self.join(key, group, start, leaves, context);
        }
        if let (Some(between), true) =
            (self.plan.people.between_recruits, chance(&mut dice, self.plan.people.willing))
        {
            let dice = stream(self.streams, Purpose::Recruiting, keys[0]);
            self.recruiters.push(Recruiter { key: keys[0], dice, recruited: 0, leaves: last });
            self.expect_recruit(self.recruiters.len() - 1, between, context);
        }
    }

    /// How long a volunteer bears machines that compute.
    fn endures(&self, groups: &[u32], dice: &mut Stream<G>) -> f64 {
        let Some(patience) = self.plan.people.patience else { return f64::INFINITY };
        let computing: f64 = groups.iter().map(|&group| self.plan.groups.get(group).availability).sum();
        match Exponential::new(patience / computing) {
            Ok(time) => time.sample(dice),
            // Hosts that are never available disturb nobody.
            Err(_) => f64::INFINITY,
        }
    }

    /// How many hosts a volunteer brings.
    fn hosts_each(&self, dice: &mut Stream<G>) -> u32 {
        let mut hosts = 1;
        while self.plan.people.another_host > 0.0 && chance(dice, self.plan.people.another_host) {
            hosts += 1;
        }
        hosts
    }

    /// A host is there from now on.
    fn join(&mut self, key: Key, group: u32, start: HostStart, leaves: f64, context: &mut Context<'_, Self>) {
        let now = context.now();
        let horizon = self.plan.horizon;
        let mut availability = stream(self.streams, Purpose::Availability, key);
        let traits = self.plan.groups.get(group);
        let offset = self.plan.offsets[traits.region];
        let sojourn = self.plan.processes[traits.class].begin(start, now, offset, key, &mut availability);
        let (honesty, client_errors, wrong_results) = self.character(key);

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
            until: sojourn.until,
            leaves,
            slice_ends: now,
            outlook: Outlook::NOTHING,
            speed: 0.0,
            client_errors,
            wrong_results,
            group,
            owner: self.owners,
            honesty,
            available: sojourn.available,
            joined: true,
        });
        self.server.join(slot);
        if sojourn.available {
            self.fleet.settle(slot);
        }
        self.follow(slot, context);
    }

    /// Whether a host cheats or fails, and how often it errs.
    #[expect(clippy::cast_possible_truncation, reason = "a probability needs no more digits")]
    fn character(&self, key: Key) -> (Honesty, f32, f32) {
        let mut dice = stream(self.streams, Purpose::Character, key);
        let character = &self.plan.character;
        let (fabricators, failing) =
            (character.faults.fabricators.canonical(), character.faults.failing.canonical());
        let drawn = unit(&mut dice);
        let honesty = if drawn < fabricators {
            Honesty::Fabricator
        } else if drawn < fabricators + failing {
            Honesty::Failing
        } else {
            Honesty::Honest
        };
        let mut rate = |rate: &Rate| match rate {
            Rate::Same(mean) => *mean as f32,
            Rate::Each(beta) => beta.sample(&mut dice) as f32,
        };
        (honesty, rate(&character.client_errors), rate(&character.wrong_results))
    }

    /// Follows a host to its next contact, or one step, if steps are queued.
    fn follow(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        loop {
            let (time, step) = self.fleet.next_step(slot);
            match step {
                Step::Contact => return context.at(time, Kind::Contact, slot),
                // Others use its slot, and those of its jobs, from then on, not before.
                Step::Leave => return context.at(time, Kind::Step, slot),
                _ if self.plan.queued => return context.at(time, Kind::Step, slot),
                _ => {
                    self.fleet.sums.steps += 1;
                    if self.is_over(slot, time, step) {
                        return;
                    }
                }
            }
        }
    }

    /// Takes a step; whether it was the host's last.
    fn is_over(&mut self, slot: u32, time: f64, step: Step) -> bool {
        self.fleet.take(slot, time, step);
        if step == Step::Leave {
            self.leave(slot, time);
        }
        matches!(step, Step::Leave | Step::End)
    }

    fn leave(&mut self, slot: u32, now: f64) {
        let speed = self.plan.groups.get(self.fleet.hosts[slot].group).speed;
        for task in self.fleet.take_tasks(slot) {
            let of = usize::from(self.plan.apps[usize::from(task.app)].gpu);
            self.server.abandon(task.result, task.work(speed[of]), now);
        }
        self.fleet.hosts[slot].joined = false;
        self.fleet.hosts.remove(slot);
        if now >= self.plan.horizon.warm_up {
            self.fleet.sums.departures += 1;
        }
    }

    /// A host reports what it has, and asks for work if it needs some.
    fn contact(&mut self, slot: u32, context: &mut Context<'_, Self>) {
        let now = context.now();
        self.fleet.take(slot, now, Step::Contact);
        while let Some(task) = self.fleet.take_done(slot) {
            let report = self.report_of(slot, &task);
            self.server.report(&report, now);
        }
        for of in 0..2 {
            let need = self.fleet.need(slot, of).filter(Need::is_due);
            if let (Some(need), Some(project)) = (need, self.fleet.project_to_ask(slot, of)) {
                self.ask(slot, project, of, need, now);
            }
        }
        self.watch_deadlines(context);
        self.fleet.settle(slot);
        self.follow(slot, context);
    }

    fn report_of(&self, slot: u32, task: &Task) -> Report {
        let app = &self.plan.apps[usize::from(task.app)];
        let group = self.plan.groups.get(self.fleet.hosts[slot].group);
        let faults = &self.plan.character.faults;
        let fabricated = task.ending == Ending::Fabricated;
        let answer = match task.ending {
            Ending::Error => None,
            Ending::Right if app.platform_dependent => Some(Answer::right_for(group.machine)),
            Ending::Right => Some(Answer::RIGHT),
            Ending::Fabricated if faults.collusion => Some(Answer::AGREED_ON),
            Ending::Wrong | Ending::Fabricated => Some(Answer::wrong(task.result)),
        };
        let honest_claim = credit(app.flops);
        Report {
            result: task.result,
            answer,
            work: task.work(group.speed[usize::from(app.gpu)]),
            claim: if fabricated { honest_claim * faults.claims.canonical() } else { honest_claim },
            fabricated,
        }
    }

    /// Asks a project for work until the need is met or there is none.
    fn ask(&mut self, slot: u32, project: usize, of: usize, mut need: Need, now: f64) {
        let mut got_some = false;
        let mut apps = std::mem::take(&mut self.apps);
        while need.is_unmet() {
            self.server.fewest_sent_first(project, &mut apps);
            let usable = apps.iter().copied().filter(|&app| usize::from(self.plan.apps[app].gpu) == of);
            let found = usable.into_iter().find_map(|app| self.request(slot, app, &need, now));
            let Some((task, estimate)) = found else { break };
            need.tasks += 1;
            need.expected += estimate;
            self.fleet.add_task(slot, task);
            got_some = true;
        }
        self.apps = apps;
        let attachment = self.fleet.attachment(slot, project);
        if got_some {
            attachment.succeed(of);
        } else {
            attachment.back_off(of, now);
        }
    }

    /// Asks for one task, and tells how long the client expects it to run.
    fn request(&mut self, slot: u32, app: usize, need: &Need, now: f64) -> Option<(Task, f64)> {
        let rules = &self.plan.apps[app];
        let host = &mut self.fleet.hosts[slot];
        let group = self.plan.groups.get(host.group);
        let estimate = rules.flops * group.pace[usize::from(rules.gpu)];
        let waits = need.expected / f64::from(need.slots);
        let caller = Caller {
            slot,
            owner: host.owner,
            numeric_class: group.machine,
            memory: group.memory,
            disk: group.disk,
            takes: (waits + estimate) / group.availability,
        };
        let assignment = self.server.request(app, &caller, now, &mut host.luck)?;
        let (fate, how_far) = (unit(&mut host.luck), unit(&mut host.luck));
        let (errors, wrong) = (f64::from(host.client_errors), f64::from(host.wrong_results));
        let faults = &self.plan.character.faults;
        let (ending, length) = match host.honesty {
            Honesty::Fabricator => (Ending::Fabricated, faults.fabrication.canonical()),
            Honesty::Failing => (Ending::Error, faults.fails_after.canonical().min(estimate)),
            Honesty::Honest if fate < errors => (Ending::Error, estimate * how_far),
            Honesty::Honest if fate < errors + wrong => (Ending::Wrong, estimate),
            Honesty::Honest => (Ending::Right, estimate),
        };
        let task = Task {
            result: assignment.result,
            app: u16::try_from(app).unwrap_or(u16::MAX),
            stage: Stage::Download,
            ending,
            running: false,
            left: rules.input / group.download,
            length,
            deadline: assignment.deadline,
        };
        Some((task, estimate))
    }

    fn watch_deadlines(&mut self, context: &mut Context<'_, Self>) {
        for (time, line) in self.server.alarms.drain(..) {
            if time <= self.plan.horizon.end {
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
            if time <= self.plan.horizon.end {
                context.at(time, Kind::Join, 0);
            }
        }
    }

    fn expect_recruit(&mut self, index: usize, between: Exponential, context: &mut Context<'_, Self>) {
        let recruiter = &mut self.recruiters[index];
        let time = context.now() + between.sample(&mut recruiter.dice);
        if time <= recruiter.leaves.min(self.plan.horizon.end) {
            context.at(time, Kind::Recruit, u32::try_from(index).unwrap_or(u32::MAX));
        }
    }

    /// Somebody new joins, under this key.
    fn arrive(&mut self, key: Key, context: &mut Context<'_, Self>) {
        let mut dice = stream(self.streams, Purpose::Owner, key);
        let hosts = self.hosts_each(&mut dice);
        let keys: Vec<Key> = std::iter::once(key).chain((1..hosts).map(|host| key.child(host))).collect();
        if context.now() >= self.plan.horizon.warm_up {
            self.fleet.sums.joins += u64::from(hosts);
        }
        self.welcome(&keys, false, dice, context);
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

/// Tells the keys of recruits from those of a volunteer's further hosts.
const RECRUIT: u32 = 1 << 31;

impl<G: Generator> Component for Population<'_, G> {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        let mut indices = self.plan.initial_hosts(self.partition);
        while let Some(first) = indices.next() {
            let mut dice = stream(self.streams, Purpose::Owner, Key::initial(first));
            let more = self.hosts_each(&mut dice) as usize - 1;
            let keys: Vec<Key> =
                std::iter::once(first).chain(indices.by_ref().take(more)).map(Key::initial).collect();
            self.welcome(&keys, true, dice, context);
        }
        self.expect_arrival(context);
    }

    #[inline]
    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::Step => {
                let (time, step) = self.fleet.next_step(event.slot);
                if !self.is_over(event.slot, time, step) {
                    self.follow(event.slot, context);
                }
            }
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
            Kind::Step | Kind::Contact => self.fleet.hosts[event.slot].key,
            Kind::Deadline => Key::initial(event.slot.into()),
            Kind::Join => Key::arrival(self.partition, self.arrived + 1),
            Kind::Recruit => self.recruiters[event.slot as usize].key,
        }
    }
}
