//! Hosts that go on and off, each with a stream of its own.

use bazaar_engine::variates::{Distribution, Exponential, LogNormal, Variate, VariateError, Weibull};
use bazaar_engine::{Component, Context, Entities, Event, Key, Nothing, Simulation, Stream, Streams, kinds};
use criterion::Bencher;

use crate::baseline::Pending;

/// How long hosts stay on and off.
pub(crate) struct Intervals {
    pub(crate) name: &'static str,
    on: Distribution,
    off: Distribution,
}

impl Intervals {
    pub(crate) fn exponential() -> Self {
        let [on, off] = [67.01, 16.49].map(Exponential::new);
        Intervals { name: "hosts/exponential", on: legal(on), off: legal(off) }
    }

    /// SETI@home's truly random class, after Javadi et al.: the hard case.
    pub(crate) fn random_class() -> Self {
        let (on, off) = (Weibull::new(0.393, 2.964), LogNormal::new(-0.586, 2.844));
        Intervals { name: "hosts/random_class", on: legal(on), off: legal(off) }
    }
}

fn legal<V: Into<Distribution>>(variate: Result<V, VariateError>) -> Distribution {
    variate.unwrap_or_else(|error| panic!("{error}")).into()
}

kinds! { enum Kind { SwitchOff, SwitchOn } }

/// As much as a host of the volunteer model holds in its hot part.
struct Host {
    dice: Stream,
    hours_on: f64,
    changes: u64,
}

struct Hosts {
    on: Distribution,
    off: Distribution,
    hosts: Entities<Host>,
}

impl Component for Hosts {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        for slot in (0..).take(self.hosts.len()) {
            let hours = self.on.sample(&mut self.hosts[slot].dice);
            context.after(hours, Kind::SwitchOff, slot);
        }
    }

    #[inline]
    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        let host = &mut self.hosts[event.slot];
        host.changes += 1;
        let (hours, next) = match event.kind {
            Kind::SwitchOff => (self.off.sample(&mut host.dice), Kind::SwitchOn),
            Kind::SwitchOn => {
                let hours = self.on.sample(&mut host.dice);
                host.hours_on += hours;
                (hours, Kind::SwitchOff)
            }
        };
        context.after(hours, next, event.slot);
    }

    #[inline]
    fn soon(&self, event: &Event<Kind>) {
        self.hosts.prefetch(event.slot);
    }
}

fn population(hosts: u32) -> impl Iterator<Item = Host> {
    let streams = Streams::new(1).component("hosts");
    (0..hosts).map(move |host| Host {
        dice: streams.stream(0, Key::initial(host.into())),
        hours_on: 0.0,
        changes: 0,
    })
}

/// Runs `events` events at a time; the population has gone through one change each before.
pub(crate) fn kernel(bencher: &mut Bencher<'_>, intervals: &Intervals, hosts: u32, events: u64) {
    let mut table = Entities::with_capacity(hosts as usize);
    for host in population(hosts) {
        table.insert(host);
    }
    let mut simulation =
        Simulation::new(Hosts { on: intervals.on.clone(), off: intervals.off.clone(), hosts: table });
    let mut end = 0.0;
    // Steps of simulated time that hold a few thousand events each.
    let step = (intervals.on.mean() + intervals.off.mean()) * 1_000.0 / f64::from(hosts);
    let mut run = |events: u64| {
        let goal = simulation.handled() + events;
        while simulation.handled() < goal {
            end += step;
            simulation.run_until(end);
        }
    };
    run(hosts.into());
    bencher.iter(|| run(events));
}

/// The same through the plain loop.
pub(crate) fn binary_heap(bencher: &mut Bencher<'_>, intervals: &Intervals, hosts: u32, events: u64) {
    let mut table: Vec<Host> = population(hosts).collect();
    let mut pending = Pending::default();
    for (slot, host) in (0_u32..).zip(&mut table) {
        pending.push(intervals.on.sample(&mut host.dice), slot << 1);
    }
    let mut run = |events: u64| {
        for _ in 0..events {
            let Some((now, event)) = pending.pop() else { return };
            let host = &mut table[event as usize >> 1];
            host.changes += 1;
            let hours = if event & 1 == 0 {
                intervals.off.sample(&mut host.dice)
            } else {
                let hours = intervals.on.sample(&mut host.dice);
                host.hours_on += hours;
                hours
            };
            pending.push(now + hours, event ^ 1);
        }
    };
    run(hosts.into());
    bencher.iter(|| run(events));
}
