//! The component: hosts of one partition join, come, go and leave.

use bazaar_engine::stream::Generator;
use bazaar_engine::variates::{self, Exponential, Residual, Variate, VariateError};
use bazaar_engine::{Component, Context, Entities, Event, Key, Nothing, Stream, Streams, kinds};

use super::availability::Process;
use super::dice::{Purpose, stream};
use super::group::Groups;
use super::host::Host;
use super::parameters::{Arrivals, HostStart, Lifetime, Parameters};
use super::sums::Sums;
use crate::model::Horizon;

kinds! {
    /// At equal times a host changes state before it leaves, and leaves before another joins.
    pub(super) enum Kind { BecomeUnavailable, BecomeAvailable, Leave, Join }
}

/// What all partitions have in common.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) horizon: Horizon,
    pub(super) groups: Groups,
    pub(super) partitions: u32,
    processes: Vec<Process>,
    /// Local time minus universal time, by region.
    offsets: Vec<f64>,
    initial: u32,
    start: HostStart,
    join_state: HostStart,
    lifetime: Option<variates::Distribution>,
    /// The time between two arrivals in one partition.
    between_arrivals: Option<Exponential>,
}

impl Plan {
    pub(super) fn new(parameters: &Parameters, horizon: Horizon) -> Result<Self, VariateError> {
        let hosts = &parameters.hosts;
        let lifetime = match &hosts.lifetime {
            Lifetime::Forever => None,
            Lifetime::Random(distribution) => Some(distribution.variate()?),
        };
        let initial = f64::from(hosts.initial);
        let mean_life = lifetime.as_ref().map(Variate::mean);
        let arrival_rate = match hosts.arrivals {
            Arrivals::None => 0.0,
            Arrivals::Rate(rate) => rate.canonical(),
            Arrivals::Steady => mean_life.map_or(0.0, |mean| initial / mean),
        };
        // The population to expect: who is there, or who will come to be.
        let to_come = arrival_rate * mean_life.unwrap_or(horizon.end).min(horizon.end);
        let partitions = partition_count(initial.max(to_come), parameters.hosts_per_partition);
        let between_arrivals = if arrival_rate > 0.0 {
            Some(Exponential::new(f64::from(partitions) / arrival_rate)?)
        } else {
            None
        };
        Ok(Plan {
            horizon,
            groups: Groups::new(parameters),
            partitions,
            processes: parameters
                .classes
                .values()
                .map(|class| Process::new(&class.availability))
                .collect::<Result<_, _>>()?,
            offsets: parameters.regions.values().map(|region| region.utc_offset).collect(),
            initial: hosts.initial,
            start: hosts.start,
            join_state: hosts.join_state,
            lifetime,
            between_arrivals,
        })
    }

    /// The indices of the initial hosts that live in a partition: blocks that differ by at most one.
    fn initial_hosts(&self, partition: u32) -> std::ops::Range<u64> {
        let bound =
            |partition: u32| u64::from(self.initial) * u64::from(partition) / u64::from(self.partitions);
        bound(partition)..bound(partition + 1)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of keys")]
fn partition_count(population: f64, size: u32) -> u32 {
    (population / f64::from(size)).ceil().clamp(1.0, f64::from((1 << 30) - 1)) as u32
}

pub(super) struct Population<'a, G> {
    plan: &'a Plan,
    streams: Streams<G>,
    partition: u32,
    hosts: Entities<Host<G>>,
    arrivals: Stream<G>,
    arrived: u32,
    sums: Sums,
}

impl<'a, G: Generator> Population<'a, G> {
    pub(super) fn new(plan: &'a Plan, streams: Streams<G>, partition: u32) -> Self {
        Population {
            plan,
            streams,
            partition,
            hosts: Entities::new(),
            arrivals: stream(streams, Purpose::Arrivals, Key::arrival(partition, 0)),
            arrived: 0,
            sums: Sums::new(plan),
        }
    }

    /// The sums at the end of the run, when the intervals that are still going on are cut off.
    pub(super) fn close(mut self, events: u64, fingerprint: Option<u64>) -> Sums {
        let end = self.plan.horizon.end;
        for host in std::mem::take(&mut self.hosts).places().filter(|host| host.joined) {
            self.record(host, end);
        }
        self.sums.events = events;
        self.sums.fingerprint = fingerprint;
        self.sums
    }

    /// A host is there from now on.
    fn join(&mut self, key: Key, start: HostStart, leaves: f64, context: &mut Context<'_, Self>) {
        let now = context.now();
        let horizon = self.plan.horizon;
        let group = self.plan.groups.draw(&mut stream(self.streams, Purpose::Traits, key));
        let mut availability = stream(self.streams, Purpose::Availability, key);
        let traits = self.plan.groups.get(group);
        let sojourn = self.plan.processes[traits.class].begin(
            start,
            now,
            self.plan.offsets[traits.region],
            &mut availability,
        );

        self.sums.groups[group as usize].joined += horizon.counted(now, leaves);
        if let Some(over_time) = &mut self.sums.over_time {
            over_time.joined.add_interval(now, leaves, 1.0);
            if sojourn.available {
                over_time.available_from(now, 1.0, traits.peak);
            }
        }
        let slot = self.hosts.insert(Host {
            availability,
            key,
            since: now,
            leaves,
            group,
            available: sojourn.available,
            joined: true,
        });
        if leaves <= horizon.end {
            context.at(leaves, Kind::Leave, slot);
        }
        self.expect_change(slot, sojourn.until, context);
    }

    /// Schedules the end of a host's state, unless the host or the run ends before.
    #[inline]
    fn expect_change(&self, slot: u32, until: f64, context: &mut Context<'_, Self>) {
        let host = &self.hosts[slot];
        if until <= host.leaves && until <= self.plan.horizon.end {
            let kind = if host.available { Kind::BecomeUnavailable } else { Kind::BecomeAvailable };
            context.at(until, kind, slot);
        }
    }

    #[inline]
    fn change(&mut self, slot: u32, available: bool, context: &mut Context<'_, Self>) {
        let now = context.now();
        let host = &mut self.hosts[slot];
        let group = self.plan.groups.get(host.group);
        let sums = &mut self.sums.groups[host.group as usize];
        if now >= self.plan.horizon.warm_up {
            sums.transitions += 1;
        }
        if !available {
            sums.available += self.plan.horizon.counted(host.since, now);
        }
        if let Some(over_time) = &mut self.sums.over_time {
            over_time.available_from(now, if available { 1.0 } else { -1.0 }, group.peak);
        }
        host.since = now;
        host.available = available;
        let until = self.plan.processes[group.class].next(
            available,
            now,
            self.plan.offsets[group.region],
            &mut host.availability,
        );
        self.expect_change(slot, until, context);
    }

    /// Counts the interval in which a host was available until now.
    fn record(&mut self, host: &Host<G>, now: f64) {
        if host.available {
            let available = self.plan.horizon.counted(host.since, now);
            self.sums.groups[host.group as usize].available += available;
        }
    }

    fn lifetime(&self, key: Key, residual: bool) -> f64 {
        let Some(lifetime) = &self.plan.lifetime else { return f64::INFINITY };
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
}

impl<G: Generator> Component for Population<'_, G> {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        for index in self.plan.initial_hosts(self.partition) {
            let key = Key::initial(index);
            let leaves = self.lifetime(key, true);
            self.join(key, self.plan.start, leaves, context);
        }
        self.expect_arrival(context);
    }

    #[inline]
    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::BecomeAvailable => self.change(event.slot, true, context),
            Kind::BecomeUnavailable => self.change(event.slot, false, context),
            Kind::Leave => {
                let host = self.hosts[event.slot];
                self.record(&host, event.time);
                if host.available
                    && let Some(over_time) = &mut self.sums.over_time
                {
                    over_time.available_from(event.time, -1.0, self.plan.groups.get(host.group).peak);
                }
                self.hosts[event.slot].joined = false;
                self.hosts.remove(event.slot);
                if event.time >= self.plan.horizon.warm_up {
                    self.sums.departures += 1;
                }
            }
            Kind::Join => {
                self.arrived += 1;
                let key = Key::arrival(self.partition, self.arrived);
                let leaves = event.time + self.lifetime(key, false);
                if event.time >= self.plan.horizon.warm_up {
                    self.sums.joins += 1;
                }
                self.join(key, self.plan.join_state, leaves, context);
                self.expect_arrival(context);
            }
        }
    }

    #[inline]
    fn soon(&self, event: &Event<Kind>) {
        self.hosts.prefetch(event.slot);
    }

    #[inline]
    fn key(&self, event: &Event<Kind>) -> Key {
        match event.kind {
            Kind::Join => Key::arrival(self.partition, self.arrived + 1),
            _ => self.hosts[event.slot].key,
        }
    }
}
