//! The workloads through Bazaar's kernel.

use bazaar_engine::{Component, Context, Entities, Event, Nothing, Simulation, kinds};

use super::hosts::{self, Host, Intervals};
use super::{Run, Work, queue};

kinds! { enum Step { Departure, Arrival } }

struct Queue(queue::Queue);

impl Component for Queue {
    type Kind = Step;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        context.after(self.0.next_arrival(), Step::Arrival, 0);
    }

    #[inline]
    fn handle(&mut self, event: Event<Step>, context: &mut Context<'_, Self>) {
        let service = match event.kind {
            Step::Arrival => {
                context.after(self.0.next_arrival(), Step::Arrival, 0);
                self.0.arrive(event.time)
            }
            Step::Departure => self.0.depart(event.time),
        };
        if let Some(hours) = service {
            context.after(hours, Step::Departure, 0);
        }
    }
}

kinds! { enum Switch { Off, On } }

struct Hosts {
    intervals: Intervals,
    hosts: Entities<Host>,
}

impl Component for Hosts {
    type Kind = Switch;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        for slot in (0..).take(self.hosts.len()) {
            context.after(self.hosts[slot].first(&self.intervals), Switch::Off, slot);
        }
    }

    #[inline]
    fn handle(&mut self, event: Event<Switch>, context: &mut Context<'_, Self>) {
        let host = &mut self.hosts[event.slot];
        let (hours, next) = match event.kind {
            Switch::Off => (host.switch_off(&self.intervals), Switch::On),
            Switch::On => (host.switch_on(&self.intervals), Switch::Off),
        };
        context.after(hours, next, event.slot);
    }

    #[inline]
    fn soon(&self, event: &Event<Switch>) {
        self.hosts.prefetch(event.slot);
    }
}

pub(crate) fn queue() -> impl Run {
    Simulation::new(Queue(queue::Queue::new()))
}

pub(crate) fn hosts(intervals: &Intervals, hosts: u32) -> impl Run + use<> {
    let mut table = Entities::with_capacity(hosts as usize);
    for host in hosts::population(hosts) {
        table.insert(host);
    }
    Simulation::new(Hosts { intervals: intervals.clone(), hosts: table })
}

impl Run for Simulation<Queue> {
    fn run_until(&mut self, end: f64) {
        Simulation::run_until(self, end).unwrap_or_else(|stalled| panic!("{stalled}"));
    }

    fn work(&self) -> Work {
        self.component().0.work(self.now())
    }

    fn handled(&self) -> u64 {
        Simulation::handled(self)
    }
}

impl Run for Simulation<Hosts> {
    fn run_until(&mut self, end: f64) {
        Simulation::run_until(self, end).unwrap_or_else(|stalled| panic!("{stalled}"));
    }

    fn work(&self) -> Work {
        hosts::work(self.component().hosts.places().map(Host::changes))
    }

    fn handled(&self) -> u64 {
        Simulation::handled(self)
    }
}
